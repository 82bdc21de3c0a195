import { type Lanes, namesOf, observationArray, spaceSize } from '@trpo/envs'
import type { ObservationArray } from '@trpo/networks'
import { randomStream } from '@trpo/random'
import type { EpisodeTrace } from './episode-trace.ts'

/** A moment of an episode that is repeated. */
export interface ReplayedStep {
  /** Steps since the reset, this one included: 0 after the reset. */
  readonly steps: number
  /** The action of the step, [k]; none for the reset. */
  readonly action: Float64Array
  /** 0 for the reset. */
  readonly reward: number
  /** Whether the step ended the episode. */
  readonly terminated: boolean
  /** Whether a time limit did. */
  readonly truncated: boolean
  /** What the environment shows, [o]. */
  readonly observation: ObservationArray
  /** What the step reported, by the names of `spec.info`; nothing for the reset. */
  readonly info: Readonly<Record<string, number>>
}

/**
 * Repeats an episode that has failed: its reset and its actions, with the draws that they had. Gives each moment, and throws in the end
 * what the environment throws in the step that failed, where it throws.
 *
 * Throws a RangeError unless there is one lane, whose actions are of the length of the trace's.
 *
 * @param seed that of the run
 */
export async function* replayTrace(lanes: Lanes, seed: number, trace: EpisodeTrace): AsyncGenerator<ReplayedStep> {
  const { spec, count } = lanes
  const k = spaceSize(spec.actionSpace)
  const { reset, draws, actions } = trace
  if (count !== 1) throw new RangeError(`${count} lanes were given; an episode is replayed in one`)
  if (actions.length % k !== 0)
    throw new RangeError(`the trace has ${actions.length} numbers of actions; those of ${spec.name} have ${k}`)
  const active = Uint8Array.of(1)
  const rewards = new Float64Array(1)
  const ends = { terminated: new Uint8Array(1), truncated: new Uint8Array(1) }
  const environment = randomStream(seed, 'environment')
  const names = namesOf(spec.info)
  const now = (steps: number): ReplayedStep => {
    const observation = observationArray(spec.observationSpace)
    lanes.observe(active, observation)
    return {
      steps,
      action: steps === 0 ? new Float64Array(0) : actions.slice((steps - 1) * k, steps * k),
      reward: steps === 0 ? 0 : rewards[0],
      terminated: ends.terminated[0] !== 0,
      truncated: ends.truncated[0] !== 0,
      observation,
      info: Object.fromEntries(steps === 0 ? [] : names.map((name, i) => [name, lanes.info?.[i] ?? Number.NaN])),
    }
  }

  lanes.reset(0, randomStream(seed, 'reset').seek(reset[0], reset[1], reset[2]))
  yield now(0)
  let taken = 0
  for (let at = 0; at < draws.length; at += 4) {
    const [iteration, unit, first, length] = draws.subarray(at, at + 4)
    for (let i = 0; i < length; i++, taken++) {
      const stream = environment.seek(iteration, unit, first + i)
      const action = actions.slice(taken * k, (taken + 1) * k)
      const stepping = lanes.step(active, action, [stream], rewards, ends.terminated, ends.truncated)
      if (stepping !== undefined) await stepping
      yield now(taken + 1)
    }
  }
}
