import { type Arithmetic, arithmetic } from './arithmetic.ts'
import { startBuild } from './build.ts'
import { type Masks, masks } from './masks.ts'
import type { Program } from './program.ts'
import { type Statements, statements } from './statements.ts'

/**
 * The intermediate representation: a graph of arithmetic on vectors of lanes, with structured control flow.
 *
 * A node is a pure value: equal operations on equal operands are one node (within reach of the block that made it), and
 * constants are folded as nodes are made, so structural zeros of a robot (a real mass constant, a joint without damping)
 * leave no instruction. Statements (assignments, stores, branches, loops) are listed in blocks. The same graph is
 * emitted for one lane (f64), two (f64x2) or four (f32x4).
 */
export interface Graph extends Arithmetic, Masks, Statements {
  /** The program that was written. */
  finish(): Program
}

/** Starts an empty graph. */
export function createGraph(): Graph {
  const build = startBuild()
  const { variables, counterCount, ...written } = statements(build)
  return {
    ...masks(build),
    ...arithmetic(build),
    ...written,
    finish: () => ({ root: build.root, nodeCount: build.nodeCount(), variables, counterCount: counterCount() }),
  }
}
