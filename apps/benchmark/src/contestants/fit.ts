import { fitByAdam, initialAdam } from '@trpo/networks'
import { meanTimes, now } from '../measure/clock.ts'
import type { Measure } from '../measure/contestant.ts'
import { findNetwork } from '../networks.ts'
import { fitProblem } from './fit-problem.ts'
import type { TaskOf } from './task.ts'

/** A value network's fit by Adam, in seconds. */
export async function fit({ shape, network }: TaskOf<'fit'>): Promise<Measure> {
  const { description, theta, rows, options } = fitProblem(shape)
  const buildNetwork = await findNetwork(network)
  const built = buildNetwork(description, {})
  const adam = initialAdam(built.parameterCount)
  return (seconds) =>
    meanTimes(seconds, async () => {
      const began = now()
      fitByAdam(built, theta, adam, rows, options)
      return { total: now() - began }
    })
}
