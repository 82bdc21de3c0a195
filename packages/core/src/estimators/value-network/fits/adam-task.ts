import { type FitRows, fitByAdam, type Network, type NetworkDescription, simdNetwork } from '@trpo/networks'
import { randomStream } from '@trpo/random'
import type { Task } from '../../../tasks/task.ts'

/** All that a fit by Adam depends on, as plain data. */
export interface AdamTaskInput {
  /** The network, which is one of `simdNetwork` wherever the task is not given the network itself. */
  readonly description: NetworkDescription
  /** Its parameters before the fit, [p]. */
  readonly theta: Float64Array
  /** The first moments, [p]. */
  readonly first: Float64Array
  /** The second moments, [p]. */
  readonly second: Float64Array
  /** Steps of Adam so far. */
  readonly steps: number
  /** Inputs and targets. */
  readonly rows: FitRows
  /** How often each row is visited. */
  readonly epochs: number
  /** Rows of a minibatch. */
  readonly batchSize: number
  /** Rate of Adam. */
  readonly rate: number
  /** Seed of the permutations. */
  readonly seed: number
}

/** What a fit by Adam came to, as plain data. */
export interface AdamTaskOutput {
  /** The parameters, [p]. */
  readonly theta: Float64Array
  /** The first moments, [p]. */
  readonly first: Float64Array
  /** The second moments, [p]. */
  readonly second: Float64Array
  /** Steps of Adam so far. */
  readonly steps: number
  /** The mean squared error over the rows of the last epoch, each before the step of its minibatch. */
  readonly loss: number
}

/**
 * The whole fit of an iteration: each epoch visits all rows in a new order.
 *
 * @param own the network itself, where there is one; @default that of `simdNetwork` by its description, kept for the next fit
 */
export function adamTask(own?: Network): Task<AdamTaskInput, AdamTaskOutput> {
  let kept: { readonly key: string; readonly network: Network } | undefined
  const networkOf = (description: NetworkDescription): Network => {
    if (own !== undefined) return own
    const key = JSON.stringify(description)
    if (kept?.key !== key) kept = { key, network: simdNetwork(description) }
    return kept.network
  }
  return {
    name: 'adam-fit',
    run({ description, theta, first, second, steps, rows, epochs, batchSize, rate, seed }) {
      const order = permutations(seed, epochs, rows.targets.length)
      const options = { order, batchSize, rate }
      const {
        theta: fitted,
        adam,
        loss,
      } = fitByAdam(networkOf(description), theta, { first, second, steps }, rows, options)
      return { theta: fitted, first: adam.first, second: adam.second, steps: adam.steps, loss }
    },
  }
}

/** A permutation of the rows for each epoch, one after the other [epochs x rows]: Fisher and Yates, by counted draws. */
function permutations(seed: number, epochs: number, rows: number): Uint32Array {
  const order = new Uint32Array(epochs * rows)
  const stream = randomStream(seed, 'order of rows')
  for (let epoch = 0; epoch < epochs; epoch++) {
    stream.seek(epoch, 0, 0)
    const start = epoch * rows
    for (let i = 0; i < rows; i++) {
      const j = stream.integer(i + 1)
      order[start + i] = order[start + j]
      order[start + j] = i
    }
  }
  return order
}
