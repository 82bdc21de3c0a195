import { type Network, type SequentialNetwork, type SimdTape, sequential, simdNetwork, type Tape } from '@trpo/networks'
import { randomStream } from '@trpo/random'
import fc from 'fast-check'
import { layers } from './arbitrary.ts'

/** A network in f32 and its f64 reference, with everything that they take. */
export interface SingleProblem {
  readonly network: Network<SimdTape>
  readonly reference: SequentialNetwork
  readonly rows: number
  readonly theta: Float64Array
  readonly dtheta: Float64Array
  /** Observations, the same numbers in both precisions. */
  readonly x: Float32Array
  readonly x64: Float64Array
  readonly ybar: Float64Array
}

/** Mostly small, up to 130: around the tiles of 4 and a few of them. */
const sizes = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 13 }) }, fc.integer({ min: 14, max: 130 }))

/** Around panels of 8, blocks of 128 and chunks of 1024 rows. */
export const rowCounts: fc.Arbitrary<number> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 40 }) },
  { weight: 2, arbitrary: fc.integer({ min: 120, max: 140 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1020, max: 1200 }) },
)

/** A random problem; every layer's parameters are such that its outputs are of order 1 when its inputs are. */
export function singleProblems(rows: fc.Arbitrary<number> = rowCounts): fc.Arbitrary<SingleProblem> {
  return fc
    .tuple(layers(false, sizes), rows, fc.integer({ min: 0, max: 2 ** 31 }))
    .map(([chain, count, seed]) => singleProblem(sequential(chain), count, seed))
}

export function singleProblem(reference: SequentialNetwork, rows: number, seed: number): SingleProblem {
  const random = randomStream(seed, 'network test')
  const normals = (n: number) => Float64Array.from({ length: n }, () => random.normal())
  const scaled = () => {
    const values = normals(reference.parameterCount)
    for (const { shape, offset, size } of reference.leaves) {
      const scale = shape.length === 2 ? 1 / Math.sqrt(shape[0]) : 0.5
      for (let p = offset; p < offset + size; p++) values[p] *= scale
    }
    return values
  }
  const x = Float32Array.from(normals(rows * reference.inputSize))
  return {
    network: simdNetwork(reference.description),
    reference,
    rows,
    theta: scaled(),
    dtheta: scaled(),
    x,
    x64: Float64Array.from(x),
    ybar: normals(rows * reference.outputSize),
  }
}

/** J' ybar of a tape, in a new array. */
export function gradientOf<T extends Tape>(
  network: Network<T>,
  tape: T,
  ybar: Float64Array | Float32Array,
): Float64Array {
  const into = new Float64Array(network.parameterCount)
  network.vjp(tape, ybar, into)
  return into
}
