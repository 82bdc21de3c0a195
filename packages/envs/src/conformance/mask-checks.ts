import type { ObservationArray } from '@trpo/math'
import { expectThat } from '@trpo/math/expectations'
import { randomStream } from '@trpo/random'
import type { Lanes } from '../lanes.ts'
import { observationArray } from '../observation-array.ts'
import { spaceSize } from '../spaces.ts'
import type { ConformanceCheck, PlaySettings } from './check.ts'
import { expectSameFrames } from './frame.ts'
import { drawsOf } from './play.ts'
import { type LaneArrays, playLanes, withLanes } from './play-lanes.ts'

const PLAYERS = [0, 1, 2]

/** Values that no lane writes, at places that no lane should write to. */
const UNTOUCHED = { number: 12345.678, flag: 77 }

/** Lanes that do not take part are left alone, and so are the lanes beside one that is reset. */
export function maskChecks(createLanes: (count: number) => Lanes, settings: PlaySettings): ConformanceCheck[] {
  const everyTick = () =>
    withLanes(createLanes, PLAYERS.length, (lanes) => playLanes(lanes, settings, { players: PLAYERS }))
  return [
    {
      name: 'a lane does the same whenever it is stepped: it does not depend on which lanes are active',
      run: () => {
        const coin = randomStream(settings.seed, 'conformance/mask')
        const takesPart = (lane: number, tick: number) => coin.seek(tick, lane, 0).uniform() < 0.6
        const masked = withLanes(createLanes, PLAYERS.length, (lanes) =>
          playLanes(lanes, settings, { players: PLAYERS, takesPart }),
        )
        const expected = everyTick()
        masked.forEach((frames, lane) => {
          const claim = `lane ${lane} should do the same with pauses between its steps`
          expectSameFrames(frames, expected[lane].slice(0, frames.length), claim)
        })
      },
    },
    {
      name: 'outputs of lanes that are not active stay untouched; flags are 0 or 1; actions are not changed',
      run: () =>
        withLanes(createLanes, PLAYERS.length, (lanes) => {
          const takesPart = (lane: number, tick: number) => (lane + tick) % PLAYERS.length !== 0
          let asked = new Float64Array(0)
          let seen: ObservationArray = new Float64Array(0)
          const around = (phase: 'before' | 'after', arrays: LaneArrays) => {
            if (phase === 'before') {
              asked = arrays.actions.slice()
              seen = arrays.observations.slice()
              markInactive(lanes, arrays)
            } else {
              checkOutputs(lanes, arrays, asked)
              putBack(lanes, arrays, seen)
            }
          }
          playLanes(lanes, settings, { players: PLAYERS, takesPart, around })
        }),
    },
    {
      name: 'a reset of one lane leaves the others alone',
      run: () =>
        withLanes(createLanes, PLAYERS.length, (lanes) => {
          const draws = drawsOf(settings.seed, 9)
          let resets = 0
          const around = (phase: 'before' | 'after') => {
            if (phase === 'before') lanes.reset(1, draws.environment(resets++, 0))
          }
          const disturbed = playLanes(lanes, settings, { players: PLAYERS, around })
          const expected = everyTick()
          for (const lane of [0, 2]) {
            expectSameFrames(disturbed[lane], expected[lane], `lane ${lane} should not notice resets of lane 1`)
          }
        }),
    },
  ]
}

function markInactive(lanes: Lanes, arrays: LaneArrays): void {
  const o = spaceSize(lanes.spec.observationSpace)
  for (let lane = 0; lane < lanes.count; lane++) {
    if (arrays.active[lane] !== 0) continue
    arrays.rewards[lane] = UNTOUCHED.number
    arrays.terminated[lane] = UNTOUCHED.flag
    arrays.truncated[lane] = UNTOUCHED.flag
    arrays.observations.fill(UNTOUCHED.number, lane * o, (lane + 1) * o)
  }
}

function checkOutputs(lanes: Lanes, arrays: LaneArrays, asked: Float64Array): void {
  const { active, actions, rewards, terminated, truncated, observations } = arrays
  const o = spaceSize(lanes.spec.observationSpace)
  const [marked] = observationArray(lanes.spec.observationSpace).fill(UNTOUCHED.number)
  const changed = actions.findIndex((value, i) => !Object.is(value, asked[i]))
  expectThat(changed < 0, `step() changed actions[${changed}] from ${asked[changed]} to ${actions[changed]}`)
  for (let lane = 0; lane < lanes.count; lane++) {
    if (active[lane] !== 0) {
      const flags = `${terminated[lane]} and ${truncated[lane]}`
      expectThat(terminated[lane] <= 1 && truncated[lane] <= 1, `lane ${lane}: flags are ${flags}, expects 0 or 1`)
      continue
    }
    const row = observations.subarray(lane * o, (lane + 1) * o)
    const untouched =
      rewards[lane] === UNTOUCHED.number &&
      terminated[lane] === UNTOUCHED.flag &&
      truncated[lane] === UNTOUCHED.flag &&
      row.findIndex((value) => value !== marked) < 0
    expectThat(untouched, `lane ${lane} is not active, but an output of it was written`)
  }
}

/** The marked rows are the lanes' present observations again, which their next actions may look at. */
function putBack(lanes: Lanes, { active, observations }: LaneArrays, seen: ObservationArray): void {
  const o = spaceSize(lanes.spec.observationSpace)
  for (let lane = 0; lane < lanes.count; lane++) {
    if (active[lane] === 0) observations.set(seen.subarray(lane * o, (lane + 1) * o), lane * o)
  }
}
