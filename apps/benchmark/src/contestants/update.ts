import { meanTimes } from '../measure/clock.ts'
import type { Measure } from '../measure/contestant.ts'
import { findNetwork } from '../networks.ts'
import { digest } from './digest.ts'
import type { Prepared } from './prepared.ts'
import type { TaskOf } from './task.ts'
import { type UpdateProblem, updateProblem, workerUpdateProblem } from './update-problem.ts'

/** The policy update, in seconds. */
export async function update({ shape, network }: TaskOf<'update'>): Promise<Measure> {
  return timesOf(await updateProblem(shape, await findNetwork(network)))
}

/** The policy update through shards in worker threads, in seconds. */
export async function workerUpdate({ shape, network, workers }: TaskOf<'workerUpdate'>): Promise<Prepared> {
  const problem = await workerUpdateProblem(shape, network, workers)
  const { result } = await problem.run()
  return {
    digest: digest(result.theta),
    measure: timesOf(problem),
    dispose: async () => problem.dispose(),
  }
}

function timesOf(problem: UpdateProblem): Measure {
  return (seconds) =>
    meanTimes(seconds, async () => {
      const { times, result } = await problem.run()
      if (result.status !== 'accepted') throw new Error(`the update that is timed ended as ${result.status}`)
      return { ...times }
    })
}
