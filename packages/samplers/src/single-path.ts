import type { Lanes } from '@trpo/envs'
import type { RealArray } from '@trpo/networks'
import { type Normalizer, type PolicyModel, type PolicyTape, policyForward } from '@trpo/policies'
import { type RandomStream, randomStream } from '@trpo/random'
import { assertModelFits } from './assert-model-fits.ts'
import type { Batch } from './batch.ts'
import { episodeLedger } from './episode-ledger.ts'
import { NonFiniteError } from './errors.ts'
import { ALL_GROUPS, type GroupRange, lanesOfGroups } from './groups.ts'
import { type LaneStorage, laneStorage, realArray } from './lane-storage.ts'
import { assertOpenEpisodes, type Episodes, type OpenEpisode } from './open-episode.ts'
import { assertQuota, laneShare, type Quota } from './quota.ts'
import { replayEpisodes } from './replay.ts'
import { rowNoise } from './row-noise.ts'

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
  /** What becomes of episodes that the end of a batch cuts; `fresh` unless given. */
  readonly episodes?: Episodes
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
   * Samples one iteration: every lane its share of the quota, with one batched forward pass a step for all lanes.
   *
   * Lanes of an episode in `open` go on with it, all others start a fresh one. `open` may hold those of lanes of other
   * samplers of the run too. A lane that stands in the state of its open episode simply goes on; any other is brought
   * there by replay, so that the arguments alone determine the batch.
   *
   * Throws a NonFiniteError when the environment gives a reward or an observation that is not finite, a ReplayError when
   * it does not replay an open episode as it was, a RangeError when open episodes are not of such a run, and whatever the
   * environment or `progress` throws; the sampler can be used again after that. One call at a time: a second one throws.
   */
  collect(
    policy: SamplingPolicy,
    iteration: number,
    progress?: SamplingProgress,
    open?: readonly OpenEpisode[],
  ): Promise<Batch>
  /**
   * The episodes that the last batch left unfinished, in lane order, for the next `collect` of this sampler or of another
   * one: of at most one a lane, and of none when episodes are `fresh` or whole paths. The sampler keeps copies of its own.
   */
  openEpisodes(): readonly OpenEpisode[]
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
 * path has the same bits whichever lanes and shards there are. Where an episode goes on over iterations, each step has
 * the draws of the iteration that it was taken in.
 */
export function singlePathSampler(settings: SinglePathSettings): SinglePathSampler {
  const { model, quota, seed, lanes, episodes = 'fresh', allLanes = lanes.count } = settings
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
  const { actionSize, parameterSize } = distribution
  const storage: LaneStorage = laneStorage(
    { observationSize, actionSize, parameterSize, precision: network.precision },
    shares.map((share) => share * rowsPerUnit),
    groups,
    allLanes,
  )

  const resets = randomStream(seed, 'reset')
  const noise = rowNoise(distribution, randomStream(seed, 'action'), count)
  const streams: RandomStream[] = Array.from({ length: count }, () => randomStream(seed, 'environment'))

  // One row a lane: what the environments read and write.
  const active = new Uint8Array(count)
  const fresh = new Uint8Array(count)
  const observed = new Float64Array(count * observationSize)
  const acted = new Float64Array(count * actionSize)
  const rewards = new Float64Array(count)
  const terminated = new Uint8Array(count)
  const truncated = new Uint8Array(count)
  // Per lane: the path it is in (path quotas) or its episode (step quotas), steps and rewards of the episode, steps in all.
  const episode = new Int32Array(count)
  const ledger = episodeLedger(count, firstLane)
  const { steps: stepOfEpisode, returns: returnOfEpisode } = ledger
  const stepOfLane = new Int32Array(count)
  // One row an active lane, packed: what the policy reads and writes.
  const laneOfRow = new Int32Array(count)
  const input = realArray(network.precision, count * observationSize)
  const sampled = new Float64Array(count * actionSize)
  let tape: PolicyTape | undefined

  /** What the draws of a lane are counted by: its path or itself, and the present step of that. */
  const unitOf = (lane: number): number =>
    quota.kind === 'paths' ? firstLane + lane + episode[lane] * allLanes : firstLane + lane
  const stepOf = (lane: number): number => (quota.kind === 'paths' ? stepOfEpisode[lane] : stepOfLane[lane])

  /** Goes to the draws of a lane's present step. */
  const seek = (stream: RandomStream, iteration: number, lane: number): RandomStream =>
    stream.seek(iteration, unitOf(lane), stepOf(lane))

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
    ledger.begin(lane, stepOfLane[lane])
    lanes.reset(lane, seek(resets, iteration, lane))
    fresh[lane] = 1
  }

  /** Observes the lanes that were just reset. */
  const observeFresh = (iteration: number): void => {
    lanes.observe(fresh, observed)
    for (let lane = 0; lane < count; lane++) if (fresh[lane] !== 0) checkFinite(lane, iteration)
    fresh.fill(0)
  }

  /** Brings every lane to where its first step of the iteration is taken from. */
  const begin = async (
    iteration: number,
    open: readonly OpenEpisode[],
    progress: SamplingProgress | undefined,
  ): Promise<void> => {
    if (episodes === 'fresh' && open.length > 0)
      throw new RangeError(
        `${open.length} open episodes were given to a sampler of fresh ones; they belong to a run with episodes: 'continue'`,
      )
    assertOpenEpisodes(open, iteration, { quota, allLanes, actionSize, observationSize })
    const goneOnWith = open.filter(({ lane }) => lane >= firstLane && lane < endLane)
    const toReplay = goneOnWith.filter((one) => !ledger.stands(one.lane - firstLane, one))
    ledger.moveOn()
    storage.clear()
    episode.fill(0)
    stepOfLane.fill(0)
    fresh.fill(0)
    active.fill(1)
    if (toReplay.length > 0) {
      let tick = 0
      const whole = { lanes, seed, firstLane, shares }
      await replayEpisodes(whole, toReplay, returnOfEpisode, observed, async () => {
        if (progress && ++tick % STEPS_BETWEEN_PROGRESS === 0) await progress(0)
      })
    }
    for (const one of goneOnWith) ledger.resume(one.lane - firstLane, one, one.actions.length / actionSize)
    const resumed = new Set(goneOnWith.map(({ lane }) => lane - firstLane))
    for (let lane = 0; lane < count; lane++) if (!resumed.has(lane)) resetLane(lane, iteration)
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

  const drawNoise = (rows: number, iteration: number): Float64Array => {
    for (let row = 0; row < rows; row++) noise.place(row, unitOf(laneOfRow[row]), stepOf(laneOfRow[row]))
    return noise.draw(iteration, rows)
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
    returnOfEpisode[lane] += rewards[lane]
    stepOfLane[lane]++
    const over = terminated[lane] !== 0 || truncated[lane] !== 0
    const full = quota.kind === 'steps' && stepOfLane[lane] === shares[lane]
    if (!over && !full) return
    const end = terminated[lane] !== 0 ? 'terminated' : truncated[lane] !== 0 ? 'truncated' : 'cut'
    const path = quota.kind === 'paths' ? firstLane + lane + episode[lane] * allLanes : episode[lane]
    storage.close(lane, { path, end, lastObservation: lastObservation(lane), ...ledger.before(lane) })
    episode[lane]++
    if (full || (quota.kind === 'paths' && episode[lane] === shares[lane])) active[lane] = 0
    else resetLane(lane, iteration)
  }

  let collecting = false
  const collect: SinglePathSampler['collect'] = async (policy, iteration, progress, open = []) => {
    await begin(iteration, open, progress)
    const sampling = { ...model, theta: policy.theta, normalizer: policy.normalizer }
    let steps = 0
    for (let tick = 1; ; tick++) {
      const rows = packRows()
      if (rows === 0) break
      tape = policyForward(sampling, input, rows, tape)
      distribution.sample(rows, tape.y, drawNoise(rows, iteration), sampled)
      store(rows, tape.y, iteration)
      for (let row = 0; row < rows; row++) seek(streams[laneOfRow[row]], iteration, laneOfRow[row])
      lanes.step(active, acted, streams, rewards, terminated, truncated)
      lanes.observe(active, observed)
      for (let row = 0; row < rows; row++) finishStep(laneOfRow[row], iteration)
      observeFresh(iteration)
      steps += rows
      if (progress && tick % STEPS_BETWEEN_PROGRESS === 0) await progress(steps)
    }
    const batch = storage.seal()
    if (episodes === 'continue') ledger.leaveOpen(batch, iteration, observed)
    return batch
  }

  return {
    async collect(...request) {
      if (collecting)
        throw new Error('a collect of this sampler is under way, and it has one set of lanes; await it first')
      collecting = true
      try {
        return await collect(...request)
      } finally {
        collecting = false
      }
    },
    openEpisodes: () => ledger.open,
    dispose() {
      lanes.dispose()
    },
  }
}
