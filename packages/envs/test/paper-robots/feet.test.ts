import { type Foot, loadMujoco, mujocoEngine, paperWalkerTask, walker2dV5Task } from '@trpo/envs/mujoco'
import { planarEngine } from '@trpo/envs/planar'
import { randomStream } from '@trpo/random'
import { describe, expect, it } from 'vitest'
import { one } from './robots.ts'

const mujoco = await loadMujoco()

describe('the feet of a robot', () => {
  const { model } = paperWalkerTask

  it('share what the floor pushes up with its other parts: at rest, the robot’s weight', () => {
    const engines = [mujocoEngine(mujoco, model, 1), planarEngine(model, 1)]
    for (const engine of engines) {
      engine.qpos[0].set([0, 1.25, 0, 0, 0, 0, 0, 0, 0])
      engine.start(0)
      // Standing stiffly, the robot comes to rest on its feet before it tips over.
      for (let t = 0; t < 60; t++) engine.step(one, new Float64Array(6))
      const [right, left] = engine.evaluation[0].floorForces
      expect(Math.abs((right + left) / 232.27 - 1)).toBeLessThan(0.2)
      expect(Math.abs(right - left)).toBeLessThan(1e-6)
      engine.dispose()
    }
  })

  it('are restored by snapshots, in any lane', () => {
    for (const engine of [mujocoEngine(mujoco, model, 2), planarEngine(model, 2)]) {
      for (const lane of [0, 1]) {
        engine.qpos[lane].set([0, 1.25 + 0.1 * lane, 0, 0, 0, 0, 0, 0, 0])
        engine.start(lane)
      }
      const [both, forces] = [Uint8Array.of(1, 1), (lane: number) => [...engine.evaluation[lane].floorForces]]
      for (let t = 0; t < 30; t++) engine.step(both, new Float64Array(12))
      const [snapshot, expected] = [engine.snapshot(0), forces(0)]
      expect(Math.min(...expected)).toBeGreaterThan(0)
      for (let t = 0; t < 3; t++) engine.step(both, new Float64Array(12).fill(0.5))
      const later = forces(0)
      expect(later).not.toEqual(expected)
      engine.restore(1, snapshot)
      expect(forces(1)).toEqual(expected)
      engine.restore(0, snapshot)
      expect(forces(0)).toEqual(expected)
      for (let t = 0; t < 3; t++) engine.step(both, new Float64Array(12).fill(0.5))
      expect([forces(0), forces(1)]).toEqual([later, later])
      engine.start(0)
      expect(forces(0)).toEqual([0, 0])
      engine.dispose()
    }
  })

  it('take nothing of MuJoCo’s memory that they do not give back', async () => {
    const own = await loadMujoco()
    const engine = mujocoEngine(own, model, 1)
    const compiled = own.MjModel.from_xml_string(model.mjcf)
    const size = () => {
      const data = new own.MjData(compiled)
      const bytes: number = data.qpos.buffer.byteLength
      data.delete()
      return bytes
    }
    engine.qpos[0].set([0, 1.21, 0, 0, 0, 0, 0, 0, 0])
    engine.start(0)
    const snapshot = engine.snapshot(0)
    const before = size()
    // Kept handles of four contacts would take 5 kB a step.
    for (let t = 0; t < 3000; t++) {
      if (t % 50 === 0) engine.restore(0, snapshot)
      engine.step(one, new Float64Array(6))
    }
    expect(Math.min(...engine.evaluation[0].floorForces)).toBeGreaterThan(0)
    expect(size()).toBe(before)
    engine.dispose()
  })

  it('leave every step as it is without them', () => {
    const engines = [walker2dV5Task.model, model].map((each) => planarEngine(each, 1))
    const draws = randomStream(6, 'test').seek(0, 0, 0)
    for (const engine of engines) {
      engine.qpos[0].set([0, 1.25, 0, 0, 0, 0, 0, 0, 0])
      engine.start(0)
    }
    for (let t = 0; t < 100; t++) {
      const action = Float64Array.from({ length: 6 }, () => draws.normal())
      for (const engine of engines) engine.step(one, action)
      expect(engines[1].qpos[0]).toEqual(engines[0].qpos[0])
      expect(engines[1].qvel[0]).toEqual(engines[0].qvel[0])
    }
    expect(engines[0].evaluation[0].floorForces).toHaveLength(0)
    for (const engine of engines) engine.dispose()
  })

  it('are refused where a description lacks them', () => {
    const [foot] = model.feet ?? []
    const lacking = (part: Partial<Foot>) => ({ ...model, feet: [{ ...foot, ...part }] })
    expect(() => mujocoEngine(mujoco, lacking({ geom: 'toe' }), 1)).toThrow(
      'the MJCF of walker2d has no geom named toe',
    )
    expect(() => planarEngine(lacking({ capsule: 'toe' }), 1)).toThrow(
      'the planar model of walker2d has no capsule named toe that a floor can touch',
    )
  })
})
