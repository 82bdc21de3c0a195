import { meanTimes } from '../measure/clock.ts'
import type { Measure } from '../measure/contestant.ts'
import { findNetwork } from '../networks.ts'
import type { TaskOf } from './task.ts'
import { updateProblem } from './update-problem.ts'

/** The policy update, seconds. */
export async function update({ shape, network }: TaskOf<'update'>): Promise<Measure> {
  const problem = await updateProblem(shape, await findNetwork(network))
  return (seconds) =>
    meanTimes(seconds, async () => {
      const { times, result } = await problem.run()
      if (result.status !== 'accepted') throw new Error(`the update that is timed ended as ${result.status}`)
      return { ...times }
    })
}
