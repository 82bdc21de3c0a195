import { type RandomStream, randomStream } from '@trpo/random'
import { inThisThread, type TaskHost } from '../tasks/task.ts'

/** What an estimator is told of the iteration, beside the samples. */
export interface EstimateContext {
  /** The iteration, from 0. */
  readonly iteration: number
  /** The draws of the estimator in this iteration: it stands at (iteration, 0, 0), and the other two coordinates are free. */
  readonly random: RandomStream
  /** Does the estimator's tasks, in this thread or in another. */
  readonly tasks: TaskHost
}

/** The context of an iteration of a run with this seed. */
export function estimateContext(seed: number, iteration: number, tasks: TaskHost = inThisThread): EstimateContext {
  return { iteration, random: randomStream(seed, 'estimate').seek(iteration, 0, 0), tasks }
}
