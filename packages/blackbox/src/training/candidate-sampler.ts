import type { Lanes } from '@trpo/envs'
import type { PolicyModel } from '@trpo/policies'
import { type RandomStream, randomStream } from '@trpo/random'
import {
  assertModelFits,
  type Collected,
  type CollectRequest,
  firstNonFinite,
  type GroupRange,
  laneArrays,
  laneChecks,
  lanesOfGroups,
  rowNoise,
} from '@trpo/samplers'
import { candidateEpisodes } from './candidate-episodes.ts'
import { candidateForward } from './candidate-forward.ts'
import { assertEvaluation, type CandidateEvaluation, candidateOf, evaluationPlan } from './evaluation.ts'

/** The settings of a sampler of candidates. */
export interface CandidateRun {
  /** The network and the distribution of every candidate's policy. */
  readonly policy: PolicyModel
  /** The seed of the run. */
  readonly seed: number
  /** The number of candidates of an iteration. */
  readonly candidates: number
  /** How they are evaluated. */
  readonly evaluation: CandidateEvaluation
}

/** Plays the episodes of candidates in lanes of its own. */
export interface CandidateSampler {
  /**
   * Plays the episodes of the candidates [K, p], which take the place of theta in the request. No step of them is kept. An
   * episode fails, and ends, where the policy draws an action that is not finite, or where the reward, the sum of the rewards or
   * the observation after a step is not finite: its reward and its return are -Infinity then, and it may have no steps.
   */
  collect(request: CollectRequest): Promise<Collected>
  /** Releases the lanes. */
  dispose(): void
}

/** The number of lockstep steps between two calls of `progress`. */
const STEPS_BETWEEN_PROGRESS = 16

/**
 * A sampler of some lane groups in which every lane acts by the parameters of its path's candidate. The lanes run in lockstep,
 * and adjacent lanes of one candidate share a forward pass. The draws are those of the single path procedure: purposes `reset`,
 * `environment` and `action`, counted by (iteration, unit, step), where the unit is the path, or the number of the episode
 * where candidates have common draws.
 *
 * Throws a RangeError when policy, lanes and settings do not fit.
 */
export function candidateSampler(run: CandidateRun, lanes: Lanes, groups: GroupRange): CandidateSampler {
  const { policy: model, seed, candidates, evaluation } = run
  const { network, distribution } = model
  const { precision, inputSize: observationSize } = network
  const { actionSize } = distribution
  const { spec, count } = lanes
  assertEvaluation(evaluation, candidates)
  assertModelFits(spec, model)
  const { first, last } = lanesOfGroups(groups, evaluation.lanes)
  if (count !== last - first)
    throw new RangeError(
      `${count} lanes of ${spec.name} were given; groups ${groups.first} to ${groups.last} of a run of ${evaluation.lanes} lanes have ${last - first}`,
    )
  const plan = evaluationPlan(evaluation, candidates, { spec, count, firstLane: first, allLanes: evaluation.lanes })
  const { active, fresh, observed, acted, rewards, terminated, truncated } = laneArrays(count, spec)
  const books = candidateEpisodes(plan, first, count)
  const failed: number[] = []
  const policies = candidateForward(model, candidates, count)
  const { laneOfRow, mu } = policies
  const candidateOfLane = (lane: number) => candidateOf(plan.path(lane), evaluation)
  const sampled = new Float64Array(count * actionSize)
  const noise = rowNoise(distribution, randomStream(seed, 'action'), count)
  const resets = randomStream(seed, 'reset')
  const streams: RandomStream[] = Array.from({ length: count }, () => randomStream(seed, 'environment'))

  const placeOf = (lane: number, iteration: number) => ({
    environment: spec.name,
    lane: first + lane,
    step: plan.step(lane),
    iteration,
  })

  const checks = laneChecks({ environment: spec.name, observationSize, actionSize, placeOf })

  const seek = (stream: RandomStream, iteration: number, lane: number): RandomStream =>
    stream.seek(iteration, plan.unit(lane), plan.step(lane))

  const reset = (lane: number, iteration: number): void => {
    books.start(lane)
    lanes.reset(lane, seek(resets, iteration, lane))
    fresh[lane] = 1
  }

  const observeFresh = (iteration: number): void => {
    if (fresh.indexOf(1) < 0) return
    lanes.observe(fresh, observed)
    for (let lane = 0; lane < count; lane++)
      if (fresh[lane] !== 0) checks.observation(observed, precision, lane, iteration)
    fresh.fill(0)
  }

  /** Draws the actions of all rows. Lanes whose action is not finite sit the step out, and are listed in `failed`. */
  const act = (rows: number, iteration: number): void => {
    for (let row = 0; row < rows; row++) noise.place(row, plan.unit(laneOfRow[row]), plan.step(laneOfRow[row]))
    distribution.sample(rows, mu, noise.draw(iteration, rows), sampled)
    failed.length = 0
    for (let row = 0; row < rows; row++) {
      const lane = laneOfRow[row]
      const start = row * actionSize
      if (firstNonFinite(sampled, start, start + actionSize, 'f64') >= 0) {
        active[lane] = 0
        failed.push(lane)
        continue
      }
      for (let i = 0; i < actionSize; i++) acted[lane * actionSize + i] = sampled[start + i]
      seek(streams[lane], iteration, lane)
    }
  }

  /** After an episode a lane starts the next one, or rests. */
  const turn = (lane: number, iteration: number): void => {
    active[lane] = plan.next(lane, true) === 'rest' ? 0 : 1
    if (active[lane] !== 0) reset(lane, iteration)
  }

  const finishStep = (lane: number, iteration: number): void => {
    const isCountable = books.add(lane, rewards[lane])
    const seen = lane * observationSize
    if (!isCountable || firstNonFinite(observed, seen, seen + observationSize, precision) >= 0)
      books.fail(lane, plan.step(lane) + 1)
    else if (terminated[lane] !== 0) books.end(lane, 'terminated')
    else if (truncated[lane] !== 0) books.end(lane, 'truncated')
    else {
      plan.next(lane, false)
      return
    }
    turn(lane, iteration)
  }

  const collect = async ({ iteration, policy, progress }: CollectRequest): Promise<Collected> => {
    policies.setTheta(policy.theta)
    books.begin()
    plan.begin()
    active.fill(1)
    fresh.fill(0)
    for (let lane = 0; lane < count; lane++) reset(lane, iteration)
    observeFresh(iteration)
    let steps = 0
    for (let tick = 1; ; tick++) {
      const rows = policies.pack(active, observed)
      if (rows === 0) break
      policies.forward(rows, candidateOfLane)
      act(rows, iteration)
      if (failed.length < rows) {
        const stepping = lanes.step(active, acted, streams, rewards, terminated, truncated)
        if (stepping !== undefined) await stepping
        lanes.observe(active, observed)
      }
      for (let row = 0; row < rows; row++) if (active[laneOfRow[row]] !== 0) finishStep(laneOfRow[row], iteration)
      for (const lane of failed) {
        books.fail(lane, plan.step(lane))
        turn(lane, iteration)
      }
      observeFresh(iteration)
      steps += rows - failed.length
      if (progress && tick % STEPS_BETWEEN_PROGRESS === 0) await progress(steps)
    }
    return { steps, episodes: books.played() }
  }

  let collecting = false
  return {
    async collect(request) {
      if (collecting)
        throw new Error('a collect of these candidates is under way, and they have one set of lanes; await it first')
      collecting = true
      try {
        return await collect(request)
      } finally {
        collecting = false
      }
    },
    dispose: () => lanes.dispose(),
  }
}
