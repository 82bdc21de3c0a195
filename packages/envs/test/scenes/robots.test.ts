import type { Point, Scene } from '@trpo/drawing'
import { assertScene } from '@trpo/drawing'
import { spaceSize } from '@trpo/envs'
import * as onMujoco from '@trpo/envs/mujoco'
import { planarEngine, planarEnvironment, type RobotTask } from '@trpo/envs/planar'
import { drawableRobot, drawableSpatialRobot, lookOf, planarScene, spatialScene, viewOf } from '@trpo/envs/scenes'
import { randomStream } from '@trpo/random'
import { describe, expect, test } from 'vitest'

const mujoco = await onMujoco.loadMujoco()

/** The tasks of all planar robots. */
const tasks: readonly RobotTask[] = [
  onMujoco.hopperV5Task,
  onMujoco.walker2dV5Task,
  onMujoco.paperWalkerTask,
  onMujoco.halfCheetahV5Task,
  onMujoco.swimmerV5Task,
  onMujoco.reacherV5Task,
  onMujoco.invertedPendulumV5Task,
  onMujoco.invertedDoublePendulumV5Task,
]

/** The capsules of a scene, each as its ends from left to right and its radius, to compare what two sides draw. */
function capsulesOf({ shapes }: Scene): readonly number[][] {
  const ends = shapes.flatMap((shape): (readonly [Point, Point, number])[] => {
    if (shape.kind === 'capsule') return [[shape.from, shape.to, shape.radius]]
    return shape.kind === 'circle' ? [[shape.centre, shape.centre, shape.radius]] : []
  })
  return ends.map(([from, to, radius]) => [...[from, to].sort((a, b) => a[0] - b[0] || a[1] - b[1]).flat(), radius])
}

describe.each(tasks.map((task) => [task.spec.name, task] as const))('%s', (_, task) => {
  const dofs = planarEngine(task.model, 1).qpos[0].length

  test('is drawn where MuJoCo has its geoms, in any pose', () => {
    const plane = task.model.planar.plane
    const theirs = spatialScene(mujoco, task.model, { from: plane === 'xz' ? 'side' : 'above' })
    const ours = planarScene(task.model.planar, lookOf(task.model.planar))
    const random = randomStream(1, 'poses')
    try {
      for (let pose = 0; pose < 20; pose++) {
        random.seek(0, 0, pose)
        const qpos = Float64Array.from({ length: dofs }, () => 3 * (2 * random.uniform() - 1))
        const [own, other] = [capsulesOf(ours(qpos)), theirs.at(qpos)]
        // MuJoCo has scenery of its own, such as the sides of the table.
        const drawn = capsulesOf(other)
        for (const capsule of own) {
          const nearest = Math.min(
            ...drawn.map((one) => Math.max(...one.map((value, i) => Math.abs(value - capsule[i])))),
          )
          expect(nearest).toBeLessThan(1e-9)
        }
        // Of a floor that nothing touches only MuJoCo knows.
        const { ground } = ours(qpos)
        if (ground !== undefined) expect(other.ground).toBe(ground)
      }
    } finally {
      theirs.dispose()
      theirs.dispose()
    }
  })

  test('is the environment without pictures, bit for bit', () => {
    const drawn = drawableRobot(task, planarEngine(task.model, 1))
    const plain = planarEnvironment(task)
    const size = spaceSize(task.spec.observationSpace)
    const seen = [new Float64Array(size), new Float64Array(size)]
    for (const environment of [drawn, plain]) environment.reset(randomStream(3, 'reset').seek(0, 0, 0))
    for (let step = 0; step < 20; step++) {
      const action = new Float64Array(spaceSize(task.spec.actionSpace)).fill(Math.sin(step))
      for (const [index, environment] of [drawn, plain].entries()) {
        environment.step(action, randomStream(3, 'step').seek(0, 0, step))
        environment.observe(seen[index])
      }
      expect(seen[0]).toEqual(seen[1])
      assertScene(drawn.scene(), task.spec.name)
    }
    expect(drawn.timeStep).toBe(task.model.timestep * task.model.frameSkip)
    plain.dispose?.()
    drawn.dispose?.()
  })
})

test('the fingertip of the reacher leaves its trail where the site is', () => {
  const { model } = onMujoco.reacherV5Task
  const qpos = Float64Array.of(0.4, -1, 0.1, 0.05)
  const sites = new Float64Array(6)
  model.sites?.place(qpos, sites)
  const [[x, y]] = planarScene(model.planar, lookOf(model.planar))(qpos).traces ?? []
  expect(x).toBeCloseTo(sites[0], 12)
  expect(y).toBeCloseTo(sites[1], 12)
})

test.each([
  [onMujoco.antV5Task, 'side'],
  [onMujoco.humanoidV5Task, 'side'],
  [onMujoco.pusherV5Task, 'above'],
] as const)('robots in space are drawn from MuJoCo, to the bits of those that are not: %#', (task, from) => {
  expect(viewOf(task.model).from).toBe(from)
  const drawn = drawableSpatialRobot(mujoco, task)
  const plain = onMujoco.mujocoEnvironment(mujoco, task)
  const size = spaceSize(task.spec.observationSpace)
  const seen = [new Float64Array(size), new Float64Array(size)]
  const scenes: Scene[] = []
  for (const environment of [drawn, plain]) environment.reset(randomStream(3, 'reset').seek(0, 0, 0))
  for (let step = 0; step < 5; step++) {
    const action = new Float64Array(spaceSize(task.spec.actionSpace)).fill(0.3)
    for (const [index, environment] of [drawn, plain].entries()) {
      environment.step(action, randomStream(3, 'step').seek(0, 0, step))
      environment.observe(seen[index])
    }
    expect(seen[0]).toEqual(seen[1])
    scenes.push(drawn.scene())
    assertScene(scenes[step], task.spec.name)
  }
  expect(scenes[4]).not.toEqual(scenes[0])
  expect(scenes[0].shapes.length).toBeGreaterThan(8)
  expect(new Set(scenes.map(({ shapes }) => shapes.map(({ kind }) => kind).join())).size).toBe(1)
  drawn.dispose?.()
  plain.dispose?.()
})

test('what cannot be drawn is refused by name', () => {
  const { model } = onMujoco.hopperV5Task
  expect(() => planarScene(model.planar, { trace: 'tail' })).toThrow('hopper has no body tail with a capsule')
  expect(() => spatialScene(mujoco, model, { from: 'side', trace: 'tail' })).toThrow(
    'the MJCF of hopper has no body named tail',
  )
  const box =
    '<mujoco><worldbody><body name="b"><freejoint/><geom type="box" size="1 1 1"/></body></worldbody></mujoco>'
  expect(() => spatialScene(mujoco, { ...model, name: 'a crate', mjcf: box }, { from: 'side' })).toThrow(
    'geom 0 of a crate has type 6; only spheres, capsules, cylinders and planes are drawn',
  )
})
