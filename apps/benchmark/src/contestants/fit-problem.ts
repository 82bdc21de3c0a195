import { type AdamFitOptions, type FitRows, mlp } from '@trpo/networks'
import { randomStream } from '@trpo/random'
import type { FitShape } from './task.ts'

const SEED = 1

/** The network that is fitted, and the rows that it is fitted to. */
export interface FitProblem {
  readonly description: ReturnType<typeof mlp>['description']
  readonly theta: Float64Array
  readonly rows: FitRows
  readonly options: AdamFitOptions
}

/** Normal inputs, targets that depend on them, and a fresh permutation of the rows for each epoch. */
export function fitProblem({ inputSize, hidden, rows: n, epochs, batchSize }: FitShape): FitProblem {
  const network = mlp({ inputSize, hidden, outputSize: 1, initialWeights: 'orthogonal' })
  const random = randomStream(SEED, 'fit')
  const theta = network.init(random)
  const inputs = Float32Array.from({ length: n * inputSize }, () => random.normal())
  const targets = Float32Array.from({ length: n }, (_, row) => inputs[row * inputSize] + 0.1 * random.normal())
  const order = new Uint32Array(epochs * n)
  for (let start = 0; start < order.length; start += n) {
    for (let i = 0; i < n; i++) {
      const j = random.integer(i + 1)
      order[start + i] = order[start + j]
      order[start + j] = i
    }
  }
  return {
    description: network.description,
    theta,
    rows: { inputs, targets },
    options: { order, batchSize, rate: 1e-3 },
  }
}
