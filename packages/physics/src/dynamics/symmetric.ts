import type { Graph } from '../ir/graph.ts'
import type { Node } from '../ir/program.ts'
import { at } from './kinematics.ts'

/** The lower triangle of a symmetric matrix of nodes: entry (i, j), j <= i, is row i's j. Structural zeros are constants. */
export type SymmetricNodes = Node[][]

/** A matrix of zeros. */
export function symmetricZero(g: Graph, n: number): SymmetricNodes {
  return Array.from({ length: n }, (_, i) => Array.from({ length: i + 1 }, () => g.constant(0)))
}

/** The entry (i, j) of either triangle. */
function entry(matrix: SymmetricNodes, i: number, j: number): Node {
  return at(at(matrix, Math.max(i, j)), Math.min(i, j))
}

/** Adds to the entry (i, j) of either triangle. */
export function accumulate(g: Graph, matrix: SymmetricNodes, i: number, j: number, value: Node): void {
  at(matrix, Math.max(i, j))[Math.min(i, j)] = g.add(entry(matrix, i, j), value)
}

/** Adds to one entry of a vector. */
export function accumulateVector(g: Graph, vector: Node[], i: number, value: Node): void {
  vector[i] = g.add(at(vector, i), value)
}

/** True for an entry that is 0 for every state. */
function isStructuralZero(node: Node): boolean {
  return node.operation === 'constant' && node.data === 0
}

/** matrix x vector. */
export function symmetricTimes(g: Graph, matrix: SymmetricNodes, vector: readonly Node[]): readonly Node[] {
  return vector.map((_, i) => g.sum(vector.map((x, j) => g.mul(entry(matrix, i, j), x))))
}

/**
 * Solves matrix x = right by L D L', last coordinate first.
 *
 * Children come after their parents, so leaves are eliminated first and a tree makes no fill-in: what is a structural zero
 * in the matrix stays one (Featherstone, Rigid Body Dynamics Algorithms, section 6.5).
 */
export function solveSymmetric(g: Graph, matrix: SymmetricNodes, right: readonly Node[]): readonly Node[] {
  const n = right.length
  const rows = matrix.map((row) => [...row])
  const x = [...right]
  const inverses: Node[] = []
  const factors = symmetricZero(g, n)
  for (let k = n - 1; k >= 0; k--) {
    const row = at(rows, k)
    const inverse = g.div(g.constant(1), at(row, k))
    inverses[k] = inverse
    for (let i = 0; i < k; i++) {
      if (isStructuralZero(at(row, i))) continue
      const factor = g.mul(at(row, i), inverse)
      at(factors, k)[i] = factor
      for (let j = 0; j <= i; j++) {
        if (!isStructuralZero(at(row, j))) {
          at(rows, i)[j] = g.sub(at(at(rows, i), j), g.mul(factor, at(row, j)))
        }
      }
      x[i] = g.sub(at(x, i), g.mul(factor, at(x, k)))
    }
  }
  for (let k = 0; k < n; k++) {
    let value = g.mul(at(x, k), at(inverses, k))
    for (let i = 0; i < k; i++) value = g.sub(value, g.mul(at(at(factors, k), i), at(x, i)))
    x[k] = value
  }
  return x
}
