import { assertLane, assertLaneCount, assertObserveArrays, assertStepArrays } from '../../assert-lanes.ts'
import type { EnvironmentSpec } from '../../environment.ts'
import { LaneError } from '../../lane-error.ts'
import type { Lanes, RestorableLanes } from '../../lanes.ts'
import { observationArray } from '../../observation-array.ts'
import { spaceSize } from '../../spaces.ts'
import { MESSAGE } from '../pipe/frame.ts'
import { PythonError } from '../python/python-error.ts'
import type { PythonHost } from '../python/python-host.ts'
import { specOf } from './description.ts'
import { laneJournal } from './lane-journal.ts'
import { laneRequest, readObservations, readStep, resetRequest, stepRequest } from './lane-requests.ts'
import { type LanesAsked, laneSet } from './lane-set.ts'

/** A seed is a whole number below this, so that it fits what takes 32 bits with a sign. */
export const SEEDS: number = 2 ** 31

/** Hears that a Python process has died, and that its lanes go on in a new one. */
export type OnRestart = (died: PythonError) => void

/** Warns of it. */
export const warnOfRestart: OnRestart = ({ message }) =>
  process.emitWarning(`${message}; its episodes are repeated in a new one`)

/**
 * Lanes of environments that Python serves. They step together, in one message; observations come with the answers to resets and
 * steps. A reset draws one seed, and is sent when the lane is next looked at. Lanes whose kind has snapshots are `RestorableLanes`.
 *
 * Throws a PythonError. What an environment raises is the cause of a LaneError.
 *
 * @param name what the lanes are called in messages and files
 */
export function pythonLanes(host: PythonHost, asked: LanesAsked, name: string, onRestart: OnRestart): Lanes {
  const { lanes: count } = asked
  assertLaneCount(count)
  let brought: Parameters<typeof laneSet>[2] = () => undefined
  const set = laneSet(host, asked, () => brought(), onRestart)
  let spec: EnvironmentSpec
  try {
    spec = specOf(name, set.description)
  } catch (error) {
    set.close()
    throw error
  }
  const { observationSpace } = spec
  const actionSize = spaceSize(spec.actionSpace)
  const size = spaceSize(observationSpace)
  const observed = observationArray(observationSpace, count)
  const journals = Array.from({ length: count }, () => laneJournal(actionSize))
  brought = () => ({ journals, observed, observationSpace, actionSize })
  const shape = { spec, count }
  // Lanes that were reset and not looked at since, by their seeds.
  const pending = new Map<number, number>()
  let disposed = false

  /** Does something with some lanes. Where it fails, nobody knows what state they are in. */
  const withLanes = <T>(lanes: readonly number[], work: () => T): T => {
    if (disposed) throw new Error(`the lanes of ${name} are used after dispose()`)
    try {
      return work()
    } catch (error) {
      for (const lane of lanes) journals[lane].begin(undefined)
      if (error instanceof PythonError && error.lane !== undefined)
        throw new LaneError(error.lane, error.message, { cause: error })
      throw error
    }
  }
  const keep = (lanes: readonly number[], rows: typeof observed) => {
    if (rows.length !== lanes.length * size)
      throw new PythonError(
        'protocol',
        `${name} sent ${rows.length} numbers of observations, expected ${lanes.length * size}`,
      )
    for (const [row, lane] of lanes.entries()) observed.set(rows.subarray(row * size, (row + 1) * size), lane * size)
  }
  const resetPending = () => {
    if (pending.size === 0) return
    const lanes = [...pending.keys()]
    const seeds = [...pending.values()]
    pending.clear()
    withLanes(lanes, () => {
      keep(
        lanes,
        readObservations(
          set.ask((number) => resetRequest(number, lanes, seeds)),
          observationSpace,
        ),
      )
      for (const [row, lane] of lanes.entries()) journals[lane].begin(seeds[row])
    })
  }

  const lanes: Lanes = {
    spec,
    count,
    reset(lane, random) {
      if (disposed) throw new Error(`the lanes of ${name} are used after dispose()`)
      assertLane(shape, lane)
      pending.set(lane, random.integer(SEEDS))
      journals[lane].begin(undefined)
    },
    step(active, actions, randoms, rewards, terminated, truncated) {
      assertStepArrays(shape, { active, actions, randoms, rewards, terminated, truncated })
      resetPending()
      const stepped: number[] = []
      for (let lane = 0; lane < count; lane++) if (active[lane] !== 0) stepped.push(lane)
      const packed = new Float64Array(stepped.length * actionSize)
      for (const [row, lane] of stepped.entries())
        for (let i = 0; i < actionSize; i++) packed[row * actionSize + i] = actions[lane * actionSize + i]
      withLanes(stepped, () => {
        for (const lane of stepped)
          if (journals[lane].origin === undefined)
            throw new LaneError(lane, `${name} was stepped without an episode; reset the lane first`)
        const payload = set.ask((number) => stepRequest(number, stepped, packed))
        const rows = readStep(payload, stepped.length, observationSpace)
        keep(stepped, rows.observations)
        for (const [row, lane] of stepped.entries()) {
          journals[lane].add(packed, row * actionSize, rows.rewards[row])
          rewards[lane] = rows.rewards[row]
          terminated[lane] = rows.terminated[row]
          truncated[lane] = rows.terminated[row] === 0 ? rows.truncated[row] : 0
        }
      })
    },
    observe(active, into) {
      assertObserveArrays(shape, active, into)
      resetPending()
      for (let lane = 0; lane < count; lane++)
        if (active[lane] !== 0) into.set(observed.subarray(lane * size, (lane + 1) * size), lane * size)
    },
    dispose() {
      if (disposed) return
      disposed = true
      set.close()
    },
  }
  if (!set.description.restorable) return lanes
  const restorable: RestorableLanes<Uint8Array> = {
    ...lanes,
    snapshot(lane) {
      assertLane(shape, lane)
      resetPending()
      return withLanes([lane], () => set.ask((number) => laneRequest(MESSAGE.snapshot, number, lane)).slice())
    },
    restore(lane, snapshot) {
      assertLane(shape, lane)
      pending.delete(lane)
      withLanes([lane], () => {
        const payload = set.ask((number) => laneRequest(MESSAGE.restore, number, lane, snapshot))
        keep([lane], readObservations(payload, observationSpace))
        journals[lane].begin(snapshot)
      })
    },
  }
  return restorable
}
