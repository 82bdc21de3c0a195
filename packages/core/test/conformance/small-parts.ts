import { localParts, type RunParts } from '@trpo/core'
import { cartPole, lanesOf, timeLimit } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'

const environment = () => timeLimit(cartPole(), 30)

export const createLanes = (count: number) => lanesOf(environment, count)

/** The parts of a run of 203 steps in 14 lanes. */
export function partsOf(settings: Partial<Parameters<typeof localParts>[0]> = {}): RunParts {
  const model = gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [3] })
  const quota = { kind: 'steps', steps: 203 } as const
  return localParts({ seed: 7, model, quota, lanes: 14, fisherStride: 3, ...settings }, environment().spec)
}
