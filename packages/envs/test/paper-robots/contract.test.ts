import { environmentConformance, lanesConformance } from '@trpo/envs/conformance'
import { loadMujoco, mujocoEnvironment, mujocoLanes } from '@trpo/envs/mujoco'
import { planarEnvironment, planarLanes } from '@trpo/envs/planar'
import { describe, it } from 'vitest'
import { robots } from './robots.ts'

const mujoco = await loadMujoco()

describe.each(
  robots.flatMap(({ name, task }) => [
    {
      name: `${name} on MuJoCo`,
      alone: true,
      single: () => mujocoEnvironment(mujoco, task),
      lanes: (count: number) => mujocoLanes(mujoco, task, count),
    },
    ...(['f64x2', 'f32x4'] as const).map((numerics) => ({
      name: `${name} on planar physics in ${numerics}`,
      // In single precision a single environment differs from one in double by its numbers alone, which its lanes are held to.
      alone: numerics === 'f64x2',
      single: () => planarEnvironment(task, { numerics }),
      lanes: (count: number) => planarLanes(task, count, { numerics }),
    })),
  ]),
)('$name keeps the contract', ({ alone, single, lanes }) => {
  if (alone)
    for (const check of environmentConformance(single, {
      steps: 60,
      reachesTimeLimit: false,
      refusesWrongLengths: true,
    }))
      it(check.name, check.run)
  describe('as lanes', () => {
    for (const check of lanesConformance(lanes, { steps: 60, single })) it(check.name, check.run)
  })
})
