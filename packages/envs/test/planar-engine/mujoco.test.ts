import { loadMujoco, mujocoEngine } from '@trpo/envs/mujoco'
import { planarEngine } from '@trpo/envs/planar'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { distance } from '../distance.ts'
import { BEND, model, start, state, stateOf, vector } from './states.ts'

describe('planar physics against MuJoCo', async () => {
  const mujoco = await loadMujoco()
  const one = Uint8Array.of(1)
  /** At its default tolerance of 1e-8 MuJoCo stops before its own solution: 1 rollout in 400 is then off by 1e-7. */
  const solved = { ...model, mjcf: model.mjcf.replace('<option ', '<option tolerance="0" ') }

  const engines = [planarEngine(model, 1), mujocoEngine(mujoco, solved, 1)] as const
  afterAll(() => {
    for (const engine of engines) engine.dispose()
  })

  /** Runs both side by side; gives the largest relative difference and the largest bend of an elbow. */
  function compare(from: { qpos: number[]; qvel: number[] }, actions: number[][]) {
    for (const engine of engines) start(engine, 0, from)
    let error = 0
    let bend = 0
    for (const action of actions) {
      for (const engine of engines) engine.step(one, Float64Array.from(action))
      const [planar, reference] = engines.map((engine) => stateOf(engine, 0))
      error = Math.max(error, distance(planar, reference) / Math.max(1, ...reference.map(Math.abs)))
      bend = Math.max(bend, Math.abs(reference[3]), Math.abs(reference[4]))
    }
    return { error, bend }
  }

  it('agrees over 50 control steps from any state, under any actions', () => {
    fc.assert(
      fc.property(state, fc.array(vector(2, 1.5), { minLength: 50, maxLength: 50 }), (from, actions) => {
        expect(compare(from, actions).error).toBeLessThan(1e-11)
      }),
      { numRuns: 60, endOnFailure: true },
    )
  })

  it.each([
    ['one limit', [1, 0]],
    ['the other', [0, -1]],
    ['both, curled up', [1, 1]],
    ['both, in a zigzag', [-1, 1]],
  ])('agrees while motors press against %s', (_, action) => {
    const from = { qpos: [0, 0, 0, 1.6 * Math.sign(action[0]), 1.6 * Math.sign(action[1])], qvel: [0, 0, 0, 0, 0] }
    const { error, bend } = compare(
      from,
      Array.from({ length: 50 }, () => action),
    )
    expect(bend).toBeGreaterThan(BEND)
    expect(error).toBeLessThan(1e-11)
  })
})
