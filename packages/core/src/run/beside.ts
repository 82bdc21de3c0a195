import { type Estimate, type Estimated, withRest } from '../estimators/estimator.ts'
import type { TaskHost } from '../tasks/task.ts'
import type { Stopwatch } from './stopwatch.ts'

/**
 * Does `work` together with the rest of an estimate's: beside it where tasks are done elsewhere, before it otherwise. The time that
 * this thread spends on the rest, or waits for it, is that of the part `fit`.
 *
 * Throws what `work` throws, once the rest has come to an end, or else what the rest throws.
 */
export async function withRestOf<T>(
  estimate: Estimate,
  { elsewhere }: TaskHost,
  { time }: Stopwatch,
  work: () => Promise<T>,
): Promise<readonly [T, Estimated]> {
  const { later } = estimate
  if (later === undefined) return [await work(), withRest(estimate)]
  // In an object, so that the stopwatch does not wait for what has only begun.
  const begin = async () => ({ rest: Promise.resolve(elsewhere ? later() : await later()) })
  const { rest } = await time('fit', begin)
  rest.catch(() => undefined)
  try {
    const result = await work()
    return [result, withRest(estimate, await time('fit', () => rest))]
  } catch (error) {
    await Promise.allSettled([rest])
    throw error
  }
}
