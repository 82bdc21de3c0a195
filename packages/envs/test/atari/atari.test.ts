import { box, discrete, lanesOf, observationArray, type RestorableEnvironment, type RestorableLanes } from '@trpo/envs'
import {
  ATARI_GAMES,
  type AtariBackend,
  type AtariRequest,
  atariLanes,
  atariSettings,
  FACTORED_ACTIONS,
  joystickOf,
  paperAtari,
} from '@trpo/envs/atari'
import { lanesConformance } from '@trpo/envs/conformance'
import { randomStream } from '@trpo/random'
import { describe, expect, it } from 'vitest'

/** The positions of the joystick as ALE numbers and names them (ale/common/Constants.h). */
const NAMES =
  'NOOP FIRE UP RIGHT LEFT DOWN UPRIGHT UPLEFT DOWNRIGHT DOWNLEFT UPFIRE RIGHTFIRE LEFTFIRE DOWNFIRE UPRIGHTFIRE UPLEFTFIRE DOWNRIGHTFIRE DOWNLEFTFIRE'

/** A game whose frame is a number in every pixel; that number and its reward are the last position of the joystick. */
function echo(): RestorableEnvironment<number> {
  let last = 99
  return {
    spec: { name: 'echo', observationSpace: box(0, 255, { shape: [52, 40], type: 'u8' }), actionSpace: discrete(18) },
    reset(random) {
      last = 100 + random.integer(50)
    },
    step([position], random) {
      last = position
      return { reward: position, terminated: random.integer(20) === 0 }
    },
    observe: (into) => into.fill(last),
    snapshot: () => last,
    restore(snapshot) {
      last = snapshot
    },
  }
}

/** An emulator of that game, and what it was asked for. */
function fake(): { backend: AtariBackend; asked: AtariRequest[] } {
  const asked: AtariRequest[] = []
  const backend: AtariBackend = (request) => {
    asked.push(request)
    const lanes: RestorableLanes = lanesOf(echo, request.lanes)
    return lanes
  }
  return { backend, asked }
}

describe('factored actions', () => {
  it('are the positions of the joystick that their names say, each once', () => {
    const names = NAMES.split(' ')
    const seen = new Set<number>()
    for (const [h, side] of ['LEFT', '', 'RIGHT'].entries())
      for (const [v, height] of ['UP', '', 'DOWN'].entries())
        for (const [b, button] of ['', 'FIRE'].entries()) {
          const position = joystickOf(h, v, b)
          seen.add(position)
          expect(names[position]).toBe(height + side + button || 'NOOP')
        }
    expect(seen.size).toBe(18)
    expect(FACTORED_ACTIONS.n).toEqual([3, 3, 2])
  })

  it('reach the emulator', () => {
    const lanes = atariLanes(fake().backend, 'pong', 2)
    const random = randomStream(1, 'test').seek(0, 0, 0)
    for (const lane of [0, 1]) lanes.reset(lane, random)
    const rewards = new Float64Array(2)
    const flags = () => new Uint8Array(2)
    lanes.step(Uint8Array.of(1, 1), Float64Array.of(0, 1, 1, 2, 2, 0), [random, random], rewards, flags(), flags())
    expect([...rewards]).toEqual([joystickOf(0, 1, 1), joystickOf(2, 2, 0)])
    expect(NAMES.split(' ')[rewards[0]]).toBe('LEFTFIRE')
    const seen = observationArray(lanes.spec.observationSpace, 2)
    lanes.observe(Uint8Array.of(1, 1), seen)
    expect([...seen.subarray(3 * 2080, 3 * 2080 + 3)]).toEqual(Array(3).fill(rewards[0]))
  })
})

describe('the lanes of a game', () => {
  it('are those of section 8.2', () => {
    expect(ATARI_GAMES).toHaveLength(7)
    for (const game of ATARI_GAMES) {
      const { backend, asked } = fake()
      const { spec } = atariLanes(backend, game, 3)
      const frameSkip = game === 'space_invaders' ? 3 : 4
      expect(asked).toEqual([{ game, lanes: 3, frameSkip, stickiness: 0, noops: 30, screen: 'grey' }])
      expect(spec.observationSpace).toEqual(box(0, 255, { shape: [4, 52, 40], type: 'u8' }))
      expect(spec.actionSpace).toEqual(FACTORED_ACTIONS)
      expect(spec.frameStack).toBe(4)
      expect(spec.timeLimit).toBe(108_000 / frameSkip)
    }
  })

  for (const actions of ['factored', 'full'] as const)
    describe(`with ${actions} actions`, () => {
      const lanes = (count: number) => atariLanes(fake().backend, 'pong', count, { actions, episodeFrames: 30 })
      it('take them', () =>
        expect(lanes(1).spec.actionSpace.kind).toBe(actions === 'full' ? 'discrete' : 'multi-discrete'))
      for (const check of lanesConformance(lanes)) it(check.name, check.run)
    })

  it.each([
    [{ frameSkip: 0 }, 'frameSkip of pong is 0; give a whole number of at least 1'],
    [{ noops: -1 }, 'noops of pong is -1; give a whole number of at least 0'],
    [{ episodeFrames: 1.5 }, 'episodeFrames of pong is 1.5'],
    [{ frameStack: 0 }, 'frameStack of pong is 0'],
    [{ stickiness: 1 }, 'stickiness of pong is 1; give a probability below 1'],
    [{ stickiness: Number.NaN }, 'stickiness of pong is NaN'],
    [{ actions: JSON.parse('"minimal"') }, "actions of pong are minimal; give 'factored' or 'full'"],
  ])('refuse %j', (settings, message) => {
    expect(() => atariLanes(fake().backend, 'pong', 1, settings)).toThrow(message)
    expect(() => atariSettings('pong', settings)).toThrow(RangeError)
  })

  it('have settings of their own beside the paper’s', () => {
    expect(atariSettings('pong', { stickiness: 0.25 })).toEqual({ ...paperAtari('pong'), stickiness: 0.25 })
  })
})
