import { boxBounds, spaceSize } from '@trpo/envs'
import { environmentConformance, lanesConformance } from '@trpo/envs/conformance'
import * as onMujoco from '@trpo/envs/mujoco'
import * as onPlanar from '@trpo/envs/planar'
import { randomStream } from '@trpo/random'
import { describe, expect, it } from 'vitest'
import { gymnasium } from './gymnasium.ts'
import { spatial } from './spatial.ts'

const mujoco = await onMujoco.loadMujoco()

const mujocoCases = [...gymnasium, ...spatial].map(({ name, task }) => ({
  name: `${name} on MuJoCo`,
  task,
  alone: true,
  engine: (count: number): onMujoco.RobotEngine => onMujoco.mujocoEngine(mujoco, task.model, count),
  single: () => onMujoco.mujocoEnvironment(mujoco, task),
  lanes: (count: number) => onMujoco.mujocoLanes(mujoco, task, count),
}))
const planarCases = gymnasium.map(({ name, task }) => ({
  name: `${name} on planar physics`,
  task,
  // A single environment is a lane of planar physics, as the checks of lanes see: those with most contacts and with sites do.
  alone: /Cheetah|Reacher/.test(name),
  engine: (count: number): onMujoco.RobotEngine => onPlanar.planarEngine(task.model, count),
  single: () => onPlanar.planarEnvironment(task),
  lanes: (count: number) => onPlanar.planarLanes(task, count),
}))

describe.each([...mujocoCases, ...planarCases])('$name', ({ task, alone, engine, single, lanes }) => {
  /** What never terminates must reach its time limit; random actions make the others fall long before. */
  const reachesTimeLimit = /Reacher|Cheetah|Pusher/.test(task.spec.name)
  if (alone)
    for (const check of environmentConformance(single, { steps: 60, reachesTimeLimit, refusesWrongLengths: true }))
      it(check.name, check.run)
  describe('as lanes', () => {
    for (const check of lanesConformance(lanes, { steps: 60, single })) it(check.name, check.run)
  })

  it('observes the same once a snapshot is restored, and goes on alike, in any lane of its engine', () => {
    const two = engine(2)
    const { low, high } =
      task.spec.actionSpace.kind === 'box' ? boxBounds(task.spec.actionSpace) : { low: [], high: [] }
    const size = spaceSize(task.spec.observationSpace)
    const observe = (lane: number) => {
      const into = new Float64Array(size)
      task.observe(two.qpos[lane], two.qvel[lane], into, two.evaluation[lane])
      return into
    }
    const [both, one] = [Uint8Array.of(1, 1), Uint8Array.of(1, 0)]
    const controls = Float64Array.of(...high, ...low)
    for (const lane of [0, 1]) {
      task.start(randomStream(3, 'test').seek(0, lane, 0), two.qpos[lane], two.qvel[lane])
      two.start(lane)
    }
    for (let t = 0; t < 5; t++) two.step(both, controls)
    const [snapshot, expected] = [two.snapshot(0), observe(0)]
    for (let t = 0; t < 5; t++) two.step(one, controls)
    const later = observe(0)
    expect(later).not.toEqual(expected)
    two.restore(0, snapshot)
    expect(observe(0)).toEqual(expected)
    expect(observe(1)).not.toEqual(expected)
    two.restore(1, snapshot)
    expect(observe(1)).toEqual(expected)
    for (let t = 0; t < 5; t++) two.step(both, Float64Array.of(...high, ...high))
    expect([observe(0), observe(1)]).toEqual([later, later])
    two.dispose()
  })
})
