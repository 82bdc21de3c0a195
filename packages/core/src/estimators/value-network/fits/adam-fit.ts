import { counted } from '@trpo/math/messages'
import { isSimdNetwork, type Network } from '@trpo/networks'
import { assertKnownKeys } from '@trpo/samplers'
import { assertPositiveSchedule, type Schedule, valueAt } from '../../../schedules/schedule.ts'
import { inThisThread } from '../../../tasks/task.ts'
import type { Tensors } from '../../estimator.ts'
import { rowsPass } from '../rows-pass.ts'
import { adamTask } from './adam-task.ts'
import type { NetworkFit, ValueFit } from './value-fit.ts'

/** How a value network is fitted by Adam. */
export interface AdamFitSettings {
  /** How often each row of a batch is visited. */
  readonly epochs: number
  /** Rows of a minibatch. */
  readonly batchSize: number
  /** The rate, above 0: a number, or a line over iterations. */
  readonly rate: Schedule
}

/** What `adamFit` takes where an option is not given. */
export const adamFitDefaults: AdamFitSettings = { epochs: 5, batchSize: 128, rate: 1e-3 }

/** The largest seed of permutations, plus 1. */
const SEEDS = 4_294_967_296

/**
 * A fit by Adam (Kingma and Ba 2015, with its 0.9, 0.999 and 1e-8) on minibatches, in an order of the rows that is new in each epoch.
 * Moments and step count are kept from iteration to iteration. The rows of all shards are brought to one place, and
 * the whole fit is one task, so that it can run in a thread of its own beside the update of the policy. Only a network of
 * `simdNetwork` is built again there; any other one, such as a wrapper or an f64 network, is fitted in this thread.
 *
 * Throws a TypeError that names an unknown option, and a RangeError that names the first one that is out of range.
 */
export function adamFit(given: Partial<AdamFitSettings> = {}): ValueFit {
  assertKnownKeys('adamFit', given, Object.keys(adamFitDefaults))
  const options: AdamFitSettings = { ...adamFitDefaults, ...given }
  const { epochs, batchSize, rate } = options
  for (const [name, value] of Object.entries({ epochs, batchSize }))
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`${name} is ${value}; give a whole number of at least 1`)
  assertPositiveSchedule('rate', rate)
  return {
    name: `Adam, ${counted(epochs, 'epoch')}`,
    settings: { name: 'Adam', ...options },
    measures: {},
    of: (network) => fitOf(network, options),
  }
}

function fitOf(network: Network, { epochs, batchSize, rate }: AdamFitSettings): NetworkFit {
  const rows = rowsPass(network)
  const task = adamTask(network)
  const { description, parameterCount } = network
  const travels = isSimdNetwork(network)
  const tensors = (first: Float64Array, second: Float64Array, steps: number): Tensors => ({
    'critic.adam.first': { shape: [parameterCount], data: first },
    'critic.adam.second': { shape: [parameterCount], data: second },
    'critic.adam.steps': { shape: [1], data: Float64Array.of(steps) },
  })
  return {
    passes: [rows],
    init: () => tensors(new Float64Array(parameterCount), new Float64Array(parameterCount), 0),
    async fit({ shards, theta, state, sigma, level, context: { iteration, random, tasks } }) {
      const host = travels ? tasks : inThisThread
      const fitted = await host.run(task, {
        description,
        theta,
        first: state['critic.adam.first'].data,
        second: state['critic.adam.second'].data,
        steps: state['critic.adam.steps'].data[0],
        rows: await shards.run(rows, sigma, level),
        epochs,
        batchSize,
        rate: valueAt(rate, iteration),
        seed: random.integer(SEEDS),
      })
      return {
        theta: fitted.theta,
        state: tensors(fitted.first, fitted.second, fitted.steps),
        numbers: { valueLoss: fitted.loss },
      }
    },
  }
}
