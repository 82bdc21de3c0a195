import { environmentConformance, lanesConformance } from '@trpo/envs/conformance'
import * as onMujoco from '@trpo/envs/mujoco'
import * as onPlanar from '@trpo/envs/planar'
import { randomStream } from '@trpo/random'
import { describe, expect, it } from 'vitest'
import { gymnasium } from './gymnasium.ts'

const mujoco = await onMujoco.loadMujoco()

const cases = gymnasium.flatMap(({ name, task }) => [
  {
    name: `${name} on MuJoCo`,
    task,
    single: () => onMujoco.mujocoEnvironment(mujoco, task),
    lanes: (count: number) => onMujoco.mujocoLanes(mujoco, task, count),
  },
  {
    name: `${name} on planar physics`,
    task,
    single: () => onPlanar.planarEnvironment(task),
    lanes: (count: number) => onPlanar.planarLanes(task, count),
  },
])

describe.each(cases)('$name', ({ task, single, lanes }) => {
  /** What never terminates must reach its time limit; random actions make the others fall long before. */
  const reachesTimeLimit = /Reacher|Cheetah/.test(task.spec.name)
  for (const check of environmentConformance(single, { steps: 60, reachesTimeLimit, refusesWrongLengths: true }))
    it(check.name, check.run)
  describe('as lanes', () => {
    for (const check of lanesConformance(lanes, { steps: 60, single })) it(check.name, check.run)
  })

  it('observes the same after a snapshot was restored, in any lane of its engine', () => {
    const draws = randomStream(3, 'test')
    const environment = single()
    const size = task.spec.observationSpace.kind === 'box' ? task.spec.observationSpace.low.length : 0
    const observe = () => {
      const into = new Float64Array(size)
      environment.observe(into)
      return into
    }
    const { high } = task.spec.actionSpace.kind === 'box' ? task.spec.actionSpace : { high: [] }
    environment.reset(draws.seek(0, 0, 0))
    for (let t = 0; t < 5; t++) environment.step(Float64Array.from(high), draws)
    const [snapshot, expected] = [environment.snapshot(), observe()]
    for (let t = 0; t < 5; t++) environment.step(new Float64Array(high.length), draws)
    expect(observe()).not.toEqual(expected)
    environment.restore(snapshot)
    expect(observe()).toEqual(expected)
    environment.dispose?.()
  })
})
