import type { Lanes } from '@trpo/envs'
import type { RealArray } from '@trpo/networks'
import { type Normalizer, type PolicyModel, type PolicyTape, policyForward } from '@trpo/policies'
import { type RandomStream, randomStream } from '@trpo/random'
import { assertModelFits } from './assert-model-fits.ts'
import type { Batch } from './batch.ts'
import { NonFiniteError } from './errors.ts'
import { ALL_GROUPS, type GroupRange, lanesOfGroups } from './groups.ts'
import { type LaneStorage, laneStorage, realArray } from './lane-storage.ts'
import { assertQuota, laneShare, type Quota } from './quota.ts'

/** What a sampler needs to know once. */
export interface SinglePathSettings {
  /** The network and the distribution of the policy. */
  readonly model: PolicyModel
  /** What an iteration of the whole run samples. */
  readonly quota: Quota
  /** Seed of the run, a whole number from 0 to 2^53 - 1. */
  readonly seed: number
  /** The environments to step: as many as the groups have lanes. */
  readonly lanes: Lanes
  /** The lane groups to sample; all of them unless given. */
  readonly groups?: GroupRange
  /** The number of lanes of the whole run, a constant of the experiment and not of the machine; `lanes.count` unless given. */
  readonly allLanes?: number
}

/** The policy that samples; frozen while it does. */
export interface SamplingPolicy {
  /** Parameters of the network, [p]. */
  readonly theta: Float64Array
  /** The normaliser of observations; they are taken as they are without one. */
  readonly normalizer?: Normalizer | undefined
}

/** Called now and then with the steps sampled so far. It may return a promise to let others run, and throw to stop. */
export type SamplingProgress = (steps: number) => void | Promise<void>

/** A sampler of whole iterations, on lanes of its own. */
export interface SinglePathSampler {
  /**
   * Samples one iteration: fresh episodes, every lane its share of the quota, with one batched forward pass a step
   * for all lanes.
   *
   * Throws a NonFiniteError when the environment gives a reward or an observation that is not finite, and whatever
   * the environment or `progress` throws; the sampler can be used again after that.
   */
  collect(policy: SamplingPolicy, iteration: number, progress?: SamplingProgress): Promise<Batch>
  /** Releases the lanes. */
  dispose(): void
}

/** Lockstep steps between two calls of `progress`. */
const STEPS_BETWEEN_PROGRESS = 16

/**
 * The single path procedure of section 5.1: s_0 from the start distribution, then the policy's own trajectory, so that
 * q(a|s) = pi_old(a|s).
 *
 * All randomness is counted by (iteration, unit, step, draw) under the purposes `reset`, `environment` and `action`,
 * where the unit is the path for path quotas and the lane for step quotas, and the step counts within the unit. So a
 * path has the same bits whichever lanes and shards there are.
 */
export function singlePathSampler(settings: SinglePathSettings): SinglePathSampler {
  const { model, quota, seed, lanes, allLanes = lanes.count } = settings
  const groups = settings.groups ?? ALL_GROUPS
  const { network, distribution } = model
  const { spec, count } = lanes
  assertModelFits(spec, model)
  assertQuota(quota, allLanes)
  const { first: firstLane, last: endLane } = lanesOfGroups(groups, allLanes)
  if (count !== endLane - firstLane)
    throw new RangeError(
      `${count} lanes of ${spec.name} were given; groups ${groups.first} to ${groups.last} of a run of ${allLanes} lanes have ${endLane - firstLane}`,
    )
  if (quota.kind === 'paths' && spec.timeLimit === undefined)
    throw new RangeError(
      `a quota of whole paths needs episodes that end, and ${spec.name} states no time limit; wrap it in timeLimit(environment, steps) or give a quota of steps`,
    )
  const shares = Array.from({ length: count }, (_, lane) => laneShare(quota, firstLane + lane, allLanes))
  const rowsPerUnit = quota.kind === 'steps' ? 1 : (spec.timeLimit ?? 1)
  const observationSize = spec.observationSpace.low.length
  const { actionSize, parameterSize, noiseSize } = distribution
  const storage: LaneStorage = laneStorage(
    { observationSize, actionSize, parameterSize, precision: network.precision },
    shares.map((share) => share * rowsPerUnit),
    groups,
    allLanes,
  )

  const resets = randomStream(seed, 'reset')
  const draws = randomStream(seed, 'action')
  const streams: RandomStream[] = Array.from({ length: count }, () => randomStream(seed, 'environment'))

  // One row a lane: what the environments read and write.
  const active = new Uint8Array(count)
  const fresh = new Uint8Array(count)
  const observed = new Float64Array(count * observationSize)
  const acted = new Float64Array(count * actionSize)
  const rewards = new Float64Array(count)
  const terminated = new Uint8Array(count)
  const truncated = new Uint8Array(count)
  // Per lane: the path it is in (path quotas) or its episode (step quotas), steps in the episode, steps in all.
  const episode = new Int32Array(count)
  const stepOfEpisode = new Int32Array(count)
  const stepOfLane = new Int32Array(count)
  // One row an active lane, packed: what the policy reads and writes.
  const laneOfRow = new Int32Array(count)
  const input = realArray(network.precision, count * observationSize)
  const noise = new Float64Array(count * noiseSize)
  const sampled = new Float64Array(count * actionSize)
  let tape: PolicyTape | undefined

  /** Goes to the draws of a lane's present step. */
  const seek = (stream: RandomStream, iteration: number, lane: number): RandomStream =>
    quota.kind === 'paths'
      ? stream.seek(iteration, firstLane + lane + episode[lane] * allLanes, stepOfEpisode[lane])
      : stream.seek(iteration, firstLane + lane, stepOfLane[lane])

  const where = (lane: number, iteration: number) =>
    `in lane ${firstLane + lane} at step ${stepOfEpisode[lane]} of an episode (iteration ${iteration})`

  /** A large double becomes Infinity when it is stored for a network in single precision. */
  const stored = network.precision === 'f32' ? Math.fround : (value: number) => value
  const finite = network.precision === 'f32' ? 'a finite number in single precision, below 3.4e38' : 'a finite number'

  const checkFinite = (lane: number, iteration: number): void => {
    for (let i = lane * observationSize; i < (lane + 1) * observationSize; i++)
      if (!Number.isFinite(stored(observed[i])))
        throw new NonFiniteError(
          `${spec.name} gave an observation whose entry ${i - lane * observationSize} is ${observed[i]}, ${where(lane, iteration)}; every entry must be ${finite}`,
          firstLane + lane,
          stepOfEpisode[lane],
        )
  }

  const resetLane = (lane: number, iteration: number): void => {
    stepOfEpisode[lane] = 0
    lanes.reset(lane, seek(resets, iteration, lane))
    fresh[lane] = 1
  }

  /** Observes the lanes that were just reset. */
  const observeFresh = (iteration: number): void => {
    lanes.observe(fresh, observed)
    for (let lane = 0; lane < count; lane++) if (fresh[lane] !== 0) checkFinite(lane, iteration)
    fresh.fill(0)
  }

  const begin = (iteration: number): void => {
    storage.clear()
    episode.fill(0)
    stepOfLane.fill(0)
    fresh.fill(0)
    for (let lane = 0; lane < count; lane++) {
      active[lane] = shares[lane] > 0 ? 1 : 0
      if (active[lane] !== 0) resetLane(lane, iteration)
    }
    observeFresh(iteration)
  }

  /** Packs the active lanes' observations into `input`; returns how many there are. */
  const packRows = (): number => {
    let rows = 0
    for (let lane = 0; lane < count; lane++) {
      if (active[lane] === 0) continue
      const from = lane * observationSize
      const to = rows * observationSize
      for (let i = 0; i < observationSize; i++) input[to + i] = observed[from + i]
      laneOfRow[rows++] = lane
    }
    return rows
  }

  const drawNoise = (rows: number, iteration: number): void => {
    const normal = distribution.noise === 'normal'
    for (let row = 0; row < rows; row++) {
      seek(draws, iteration, laneOfRow[row])
      const end = (row + 1) * noiseSize
      for (let i = row * noiseSize; i < end; i++) noise[i] = normal ? draws.normal() : draws.uniform()
    }
  }

  /** Stores the rows and hands each lane its action. */
  const store = (rows: number, mu: ArrayLike<number>, iteration: number): void => {
    for (let row = 0; row < rows; row++) {
      const lane = laneOfRow[row]
      const to = storage.row(lane)
      for (let i = 0; i < observationSize; i++)
        storage.observations[to * observationSize + i] = input[row * observationSize + i]
      for (let i = 0; i < parameterSize; i++) storage.mu[to * parameterSize + i] = mu[row * parameterSize + i]
      for (let i = 0; i < actionSize; i++) {
        const value = sampled[row * actionSize + i]
        if (!Number.isFinite(value))
          throw new NonFiniteError(
            `the policy drew an action whose entry ${i} is ${value}, ${where(lane, iteration)}; its parameters are too large, not the environment's doing`,
            firstLane + lane,
            stepOfEpisode[lane],
          )
        storage.actions[to * actionSize + i] = value
        acted[lane * actionSize + i] = value
      }
    }
  }

  const lastObservation = (lane: number): RealArray => {
    const row = observed.subarray(lane * observationSize, (lane + 1) * observationSize)
    return network.precision === 'f32' ? Float32Array.from(row) : row.slice()
  }

  /** After a step of a lane: counts it, closes the episode if it ended, starts the next one if there is to be one. */
  const finishStep = (lane: number, iteration: number): void => {
    if (!Number.isFinite(rewards[lane]))
      throw new NonFiniteError(
        `${spec.name} gave the reward ${rewards[lane]} ${where(lane, iteration)}; a reward must be a finite number`,
        firstLane + lane,
        stepOfEpisode[lane],
      )
    checkFinite(lane, iteration)
    storage.rewards[storage.row(lane)] = rewards[lane]
    storage.advance(lane)
    stepOfEpisode[lane]++
    stepOfLane[lane]++
    const over = terminated[lane] !== 0 || truncated[lane] !== 0
    const full = quota.kind === 'steps' && stepOfLane[lane] === shares[lane]
    if (!over && !full) return
    const end = terminated[lane] !== 0 ? 'terminated' : truncated[lane] !== 0 ? 'truncated' : 'cut'
    const path = quota.kind === 'paths' ? firstLane + lane + episode[lane] * allLanes : episode[lane]
    storage.close(lane, path, end, lastObservation(lane))
    episode[lane]++
    if (full || (quota.kind === 'paths' && episode[lane] === shares[lane])) active[lane] = 0
    else resetLane(lane, iteration)
  }

  return {
    async collect(policy, iteration, progress) {
      begin(iteration)
      const sampling = { ...model, theta: policy.theta, normalizer: policy.normalizer }
      let steps = 0
      for (let tick = 1; ; tick++) {
        const rows = packRows()
        if (rows === 0) break
        tape = policyForward(sampling, input, rows, tape)
        drawNoise(rows, iteration)
        distribution.sample(rows, tape.y, noise, sampled)
        store(rows, tape.y, iteration)
        for (let row = 0; row < rows; row++) seek(streams[laneOfRow[row]], iteration, laneOfRow[row])
        lanes.step(active, acted, streams, rewards, terminated, truncated)
        lanes.observe(active, observed)
        for (let row = 0; row < rows; row++) finishStep(laneOfRow[row], iteration)
        observeFresh(iteration)
        steps += rows
        if (progress && tick % STEPS_BETWEEN_PROGRESS === 0) await progress(steps)
      }
      return storage.seal()
    },
    dispose() {
      lanes.dispose()
    },
  }
}
