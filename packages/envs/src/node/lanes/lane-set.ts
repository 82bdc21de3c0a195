import type { ObservationArray } from '@trpo/math'
import { observationArray } from '../../observation-array.ts'
import type { BoxSpace } from '../../spaces.ts'
import { spaceSize } from '../../spaces.ts'
import { MESSAGE } from '../pipe/frame.ts'
import { PythonError } from '../python/python-error.ts'
import type { HostRequest, PythonHost } from '../python/python-host.ts'
import { type Description, readDescription } from './description.ts'
import type { LaneJournal } from './lane-journal.ts'
import { jsonRequest, laneRequest, readObservations, readStep, resetRequest, stepRequest } from './lane-requests.ts'

/** So many deaths of the process in one call are an error, as with workers. */
const MOST_DEATHS = 3

/** What lanes are asked for. */
export interface LanesAsked {
  /** The kind of environments, such as `gym`. */
  readonly kind: string
  /** The name of the environment there. */
  readonly name: string
  /** What the kind is told besides, as JSON. */
  readonly options: Readonly<Record<string, unknown>>
  /** How many lanes. */
  readonly lanes: number
}

/** A set of lanes in a Python process, which outlives the process. */
export interface LaneSet {
  readonly description: Description
  /** The answer to a request about this set. */
  ask(request: (set: number) => HostRequest): Uint8Array<ArrayBuffer>
  /** Closes the lanes. */
  close(): void
}

/** What a set needs to know of its lanes to bring them back. */
export interface LanesToRestore {
  readonly journals: readonly LaneJournal[]
  /** The last observations, a row each. */
  readonly observed: ObservationArray
  readonly observationSpace: BoxSpace
  readonly actionSize: number
}

/**
 * Opens lanes. A process that dies is replaced, as a worker is: the new one gets the same lanes, and each of them repeats its episode
 * from the seed of its reset, so that nothing but time is lost. The third death within one call is an error.
 *
 * @param lanesOf what there is to bring back, once there is something
 * @param onRestart hears of every process that is replaced
 */
export function laneSet(
  host: PythonHost,
  asked: LanesAsked,
  lanesOf: () => LanesToRestore | undefined,
  onRestart: (died: PythonError) => void,
): LaneSet {
  const set = host.enter()
  let generation = 0

  const open = (): Description => {
    const described = readDescription(host.ask(jsonRequest(MESSAGE.open, set, asked)))
    const lanes = lanesOf()
    if (lanes !== undefined) bringBack(host, set, asked.name, lanes)
    generation = host.generation
    return described
  }
  const surviving = <T>(work: () => T): T => {
    for (let deaths = 1; ; deaths++) {
      try {
        return work()
      } catch (error) {
        if (!(error instanceof PythonError) || error.fault !== 'died') throw error
        if (deaths === MOST_DEATHS)
          throw new PythonError('died', `${error.message}; it was started ${MOST_DEATHS} times for the same call`, {
            cause: error,
          })
        onRestart(error)
      }
    }
  }

  try {
    const description = surviving(open)
    return {
      description,
      ask: (request) =>
        surviving(() => {
          if (generation !== host.generation) open()
          return host.ask(request(set))
        }),
      close() {
        try {
          if (generation !== 0 && generation === host.generation) host.ask(laneRequest(MESSAGE.close, set, 0))
        } catch (error) {
          // What cannot be closed any more is gone with its process.
          if (!(error instanceof PythonError)) throw error
        } finally {
          host.leave()
        }
      },
    }
  } catch (error) {
    host.leave()
    throw error
  }
}

/** Brings lanes of a new process to where their journals end, and compares what they come to with what was seen. */
function bringBack(host: PythonHost, set: number, name: string, lanes: LanesToRestore): void {
  const { journals, observed, observationSpace, actionSize } = lanes
  const size = spaceSize(observationSpace)
  const own = observationArray(observationSpace, journals.length)
  const returns = new Float64Array(journals.length)
  const keep = (numbers: readonly number[], rows: ObservationArray) => {
    for (const [row, lane] of numbers.entries()) own.set(rows.subarray(row * size, (row + 1) * size), lane * size)
  }
  const all = [...journals.keys()].filter((lane) => journals[lane].origin !== undefined)
  const seeds = all.flatMap((lane) => {
    const { origin } = journals[lane]
    return typeof origin === 'number' ? [{ lane, origin }] : []
  })
  const seeded = seeds.map(({ lane }) => lane)
  if (seeds.length > 0) {
    const request = resetRequest(
      set,
      seeded,
      seeds.map(({ origin }) => origin),
    )
    keep(seeded, readObservations(host.ask(request), observationSpace))
  }
  for (const lane of all) {
    const { origin } = journals[lane]
    if (origin instanceof Uint8Array)
      keep([lane], readObservations(host.ask(laneRequest(MESSAGE.restore, set, lane, origin)), observationSpace))
  }
  for (let step = 0; ; step++) {
    const stepped = all.filter((lane) => journals[lane].steps > step)
    if (stepped.length === 0) break
    const actions = new Float64Array(stepped.length * actionSize)
    for (const [row, lane] of stepped.entries()) journals[lane].action(step, actions, row * actionSize)
    const rows = readStep(host.ask(stepRequest(set, stepped, actions)), stepped.length, observationSpace)
    keep(stepped, rows.observations)
    for (const [row, lane] of stepped.entries()) returns[lane] += rows.rewards[row]
  }
  for (const lane of all) {
    const at = own
      .subarray(lane * size, (lane + 1) * size)
      .findIndex((value, i) => !Object.is(value, observed[lane * size + i]))
    if (at < 0 && Object.is(returns[lane], journals[lane].return)) continue
    throw new PythonError(
      'differs',
      `${name} does not repeat itself: after a new start, its episode came to ${at < 0 ? 'another return' : `another observation (entry ${at})`} in ${journals[lane].steps} steps; an environment must draw only from the generator that reset(seed=...) seeds, and keep nothing over a reset (\`renew\` makes a new one for each episode)`,
      { lane },
    )
  }
}
