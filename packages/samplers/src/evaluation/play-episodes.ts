import { type Lanes, observationArray } from '@trpo/envs'
import { fitActions, type Policy, type PolicyTape, policyAt } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import type { SamplingProgress } from '../sampler.ts'
import { laneArrays } from '../single-path/lane-arrays.ts'
import { rowNoise } from '../single-path/row-noise.ts'
import { assertPolicyFits } from './assert-policy-fits.ts'
import { evaluationChecks } from './evaluation-checks.ts'
import type { ActionChoice, PlayedEpisode } from './policy-evaluation.ts'

/** Some episodes of an evaluation, with nothing left to a default. */
export interface EpisodesRequest {
  /** The policy. It acts as it does elsewhere: what it draws is fitted to its `actions`, if it has them. */
  readonly policy: Policy
  /** Environments that are stepped together. The caller disposes of them. */
  readonly lanes: Lanes
  /** The first of them, from 0. */
  readonly first: number
  /** One past the last of them. */
  readonly last: number
  /** Where all draws come from, a whole number from 0 to 2^53 - 1. */
  readonly seed: number
  /** How actions are chosen. */
  readonly choice: ActionChoice
  /** Tells evaluations under one seed apart: each round has draws of its own. */
  readonly round: number
  /** Steps after which an episode is given up, for environments without a time limit. */
  readonly maxSteps: number
  /**
   * Called now and then with the steps so far. It may return a promise to let others run, and may throw to stop.
   * @default nobody hears
   */
  readonly progress?: SamplingProgress | undefined
}

/** Lockstep steps between two calls of `progress`. */
const STEPS_BETWEEN_PROGRESS = 16

/**
 * Plays the episodes first .. last of an evaluation. Each of them has the same bits whichever others are played beside it, here or
 * in another thread. Rejects as `evaluateLanes` does.
 */
export async function playEpisodes(request: EpisodesRequest): Promise<readonly PlayedEpisode[]> {
  const { policy, lanes, first, last, seed, choice, round, maxSteps, progress } = request
  const { spec, count } = lanes
  assertPolicyFits(spec, policy)
  const { network, distribution, actions } = policy
  const { inputSize: observationSize } = network
  const { actionSize } = distribution
  const { active, observed, acted, rewards, terminated, truncated } = laneArrays(count, spec)
  const checks = evaluationChecks(spec.name, observationSize, actionSize)
  const at = policyAt(policy)
  const noise = rowNoise(distribution, randomStream(seed, 'evaluation action'), count)
  const resets = randomStream(seed, 'evaluation reset')
  const streams = Array.from({ length: count }, () => randomStream(seed, 'evaluation environment'))
  const input = observationArray(spec.observationSpace, count)
  const chosen = new Float64Array(count * actionSize)
  const laneOfRow = new Int32Array(count)
  const episodeOf = new Float64Array(count)
  const lengths = new Float64Array(count)
  const returns = new Float64Array(count)
  const played = new Array<PlayedEpisode>(last - first)
  let tape: PolicyTape | undefined
  let begun = first

  /** Gives a lane the next episode, or nothing more to do. */
  const begin = (lane: number): void => {
    active[lane] = begun < last ? 1 : 0
    if (active[lane] === 0) return
    episodeOf[lane] = begun++
    lengths[lane] = 0
    returns[lane] = 0
    lanes.reset(lane, resets.seek(round, episodeOf[lane], 0))
  }

  /** Packs the observations of the active lanes; returns how many there are. */
  const pack = (): number => {
    let rows = 0
    for (let lane = 0; lane < count; lane++) {
      if (active[lane] === 0) continue
      checks.observation(observed, lane, lengths[lane], episodeOf[lane])
      const start = lane * observationSize
      input.set(observed.subarray(start, start + observationSize), rows * observationSize)
      laneOfRow[rows++] = lane
    }
    return rows
  }

  /** Chooses an action for every row, and hands each lane its action and its draws. */
  const act = (rows: number): void => {
    tape = at.forward(input, rows, tape)
    if (choice === 'mode') distribution.mode(rows, tape.y, chosen)
    else {
      for (let row = 0; row < rows; row++) noise.place(row, episodeOf[laneOfRow[row]], lengths[laneOfRow[row]])
      distribution.sample(rows, tape.y, noise.draw(round, rows), chosen)
    }
    if (actions !== undefined) fitActions(actions, rows, chosen, chosen)
    for (let row = 0; row < rows; row++) {
      const lane = laneOfRow[row]
      checks.action(chosen, row, lane, lengths[lane], episodeOf[lane])
      for (let i = 0; i < actionSize; i++) acted[lane * actionSize + i] = chosen[row * actionSize + i]
      streams[lane].seek(round, episodeOf[lane], lengths[lane])
    }
  }

  const finishStep = (lane: number): void => {
    checks.reward(rewards[lane], lane, lengths[lane], episodeOf[lane])
    returns[lane] += rewards[lane]
    lengths[lane]++
    const ended = terminated[lane] !== 0 ? 'terminated' : truncated[lane] !== 0 ? 'truncated' : undefined
    if (ended === undefined && lengths[lane] < maxSteps) return
    played[episodeOf[lane] - first] = { return: returns[lane], length: lengths[lane], end: ended ?? 'cut' }
    begin(lane)
  }

  for (let lane = 0; lane < count; lane++) begin(lane)
  let steps = 0
  for (let tick = 1; active.indexOf(1) >= 0; tick++) {
    lanes.observe(active, observed)
    const rows = pack()
    act(rows)
    const stepping = lanes.step(active, acted, streams, rewards, terminated, truncated)
    if (stepping !== undefined) await stepping
    for (let row = 0; row < rows; row++) finishStep(laneOfRow[row])
    steps += rows
    if (progress && tick % STEPS_BETWEEN_PROGRESS === 0) await progress(steps)
  }
  return played
}
