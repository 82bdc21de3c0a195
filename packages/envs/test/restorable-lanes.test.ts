import {
  cartPole,
  clipActionLanes,
  isRestorableLanes,
  type Lanes,
  lanesOf,
  type RestorableLanes,
  scaleActionLanes,
  spaceSize,
  timeLimitLanes,
} from '@trpo/envs'
import { loadMujoco, mujocoLanes, swimmerV5Task } from '@trpo/envs/mujoco'
import { hopperV5Task, planarLanes, reacherV5Task } from '@trpo/envs/planar'
import { type RandomStream, randomStream } from '@trpo/random'
import { describe, expect, it } from 'vitest'

const COUNT = 4
const mujoco = await loadMujoco()

/** Steps all lanes with actions and draws counted by a number; gives all that they show. */
function step(lanes: Lanes, from: number, steps: number) {
  const size = spaceSize(lanes.spec.actionSpace)
  const active = new Uint8Array(COUNT).fill(1)
  const streams: RandomStream[] = Array.from({ length: COUNT }, () => randomStream(3, 'environment'))
  const rewards = new Float64Array(COUNT)
  const [terminated, truncated] = [new Uint8Array(COUNT), new Uint8Array(COUNT)]
  const observed = new Float64Array(COUNT * spaceSize(lanes.spec.observationSpace))
  return Array.from({ length: steps }, (_, t) => {
    // The same in every lane, so that lanes can be compared.
    const actions = Float64Array.from({ length: COUNT * size }, (_, i) => 0.2 * Math.sin(7 * (from + t) + (i % size)))
    for (const stream of streams) stream.seek(0, 0, from + t)
    expect(lanes.step(active, actions, streams, rewards, terminated, truncated)).toBeUndefined()
    lanes.observe(active, observed)
    const width = observed.length / COUNT
    return Array.from({ length: COUNT }, (_, lane) => ({
      reward: rewards[lane],
      ends: [terminated[lane], truncated[lane]],
      observation: [...observed.subarray(lane * width, (lane + 1) * width)],
    }))
  })
}

const cases: readonly (readonly [string, () => RestorableLanes])[] = [
  ['cart-pole, lifted', () => lanesOf(cartPole, COUNT)],
  ['hopper on planar physics', () => planarLanes(hopperV5Task, COUNT)],
  ['swimmer on MuJoCo', () => mujocoLanes(mujoco, swimmerV5Task, COUNT)],
  ['reacher, whose engine keeps evaluations', () => planarLanes(reacherV5Task, COUNT)],
  ['a time limit', () => timeLimitLanes(planarLanes(hopperV5Task, COUNT), 12)],
  ['clipped actions', () => clipActionLanes(lanesOf(cartPole, COUNT))],
  ['scaled actions', () => scaleActionLanes(lanesOf(cartPole, COUNT))],
  ['all of them', () => scaleActionLanes(clipActionLanes(timeLimitLanes(planarLanes(swimmerV5Task, COUNT), 9)))],
]

describe.each(cases)('%s', (_name, create) => {
  it('goes back to a snapshot, in any lane and in others of its kind, to the same bits', () => {
    const lanes = create()
    for (let lane = 0; lane < COUNT; lane++) lanes.reset(lane, randomStream(1, 'reset').seek(0, lane, 0))
    step(lanes, 0, 5)
    const taken = lanes.snapshot(1)
    const kept = structuredClone(taken)
    const followed = step(lanes, 5, 6).map((all) => all[1])
    expect(taken).toEqual(kept)
    const others = create()
    for (let lane = 0; lane < COUNT; lane++) others.reset(lane, randomStream(1, 'reset').seek(9, lane, 0))
    for (const again of [lanes, others]) {
      for (const lane of [0, 1, 3]) again.restore(lane, taken)
      const shown = step(again, 5, 6)
      for (const lane of [0, 1, 3]) expect(shown.map((all) => all[lane])).toEqual(followed)
    }
    lanes.dispose()
    others.dispose()
  })

  it('leaves the other lanes alone', () => {
    const [lanes, undisturbed] = [create(), create()]
    for (const one of [lanes, undisturbed])
      for (let lane = 0; lane < COUNT; lane++) one.reset(lane, randomStream(1, 'reset').seek(0, lane, 0))
    const early = lanes.snapshot(0)
    step(lanes, 0, 3)
    step(undisturbed, 0, 3)
    lanes.restore(0, early)
    const expected = step(undisturbed, 3, 3).map((all) => all.slice(1))
    expect(step(lanes, 3, 3).map((all) => all.slice(1))).toEqual(expected)
    lanes.dispose()
    undisturbed.dispose()
  })
})

describe('lanes that cannot go back', () => {
  const plain = () => lanesOf(() => ({ ...cartPole(), snapshot: undefined, restore: undefined }), COUNT)

  it('say so, also through transforms', () => {
    expect(isRestorableLanes(plain())).toBe(false)
    for (const transform of [clipActionLanes, scaleActionLanes, (lanes: Lanes) => timeLimitLanes(lanes, 5)])
      expect(isRestorableLanes(transform(plain()))).toBe(false)
    for (const [, create] of cases) expect(isRestorableLanes(create())).toBe(true)
  })

  it('do not compile where a vine would need them', () => {
    const vineOver = (lanes: RestorableLanes) => lanes.count
    // @ts-expect-error lanes of environments without snapshot and restore
    expect(vineOver(plain())).toBe(COUNT)
  })
})

describe('what lanes are told and tell', () => {
  const lifted = (change: object) => lanesOf(() => ({ ...cartPole(), ...change }), 1)
  const stepOf = (lanes: Lanes) => {
    const truncated = new Uint8Array(1)
    lanes.reset(0, randomStream(1, 'reset'))
    const stream = [randomStream(1, 'environment')]
    lanes.step(Uint8Array.of(1), Float64Array.of(0), stream, new Float64Array(1), new Uint8Array(1), truncated)
    return truncated[0]
  }

  it.each([
    ['truncated: 1', { reward: 0, terminated: false, truncated: 1 }],
    ['terminated: 1', { reward: 0, terminated: 1 }],
    ['no reward', { terminated: false }],
    ['nothing', undefined],
  ])('refuse %s', (_name, result) => {
    expect(() => stepOf(lifted({ step: () => result }))).toThrow(/expects \{ reward: number, terminated: boolean/)
  })

  it('enforce the time limit that a specification states, and truncate no terminal state', () => {
    const { spec } = cartPole()
    const never = { spec: { ...spec, timeLimit: 3 }, step: () => ({ reward: 1, terminated: false }) }
    const lanes = lifted(never)
    const truncated = new Uint8Array(1)
    const run = (given: Lanes, steps: number) => {
      given.reset(0, randomStream(1, 'reset'))
      return Array.from({ length: steps }, () => {
        const stream = [randomStream(1, 'environment')]
        given.step(Uint8Array.of(1), Float64Array.of(0), stream, new Float64Array(1), new Uint8Array(1), truncated)
        return truncated[0]
      })
    }
    expect(run(lanes, 3)).toEqual([0, 0, 1])
    expect(run(lanes, 3)).toEqual([0, 0, 1])
    expect(run(lifted({ ...never, step: () => ({ reward: 1, terminated: true }) }), 3)).toEqual([0, 0, 0])
  })

  it('hand out actions that may be kept', () => {
    const kept: Float64Array[] = []
    const lanes = lifted({
      // Cart-pole itself keeps none.
      readsActionOnly: false,
      step(action: Float64Array) {
        kept.push(action)
        return { reward: 0, terminated: false }
      },
    })
    lanes.reset(0, randomStream(1, 'reset'))
    const stream = [randomStream(1, 'environment')]
    for (const value of [1, 2, 3])
      lanes.step(
        Uint8Array.of(1),
        Float64Array.of(value),
        stream,
        new Float64Array(1),
        new Uint8Array(1),
        new Uint8Array(1),
      )
    expect(kept.map(([value]) => value)).toEqual([1, 2, 3])
  })
})
