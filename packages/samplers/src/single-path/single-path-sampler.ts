import type { Lanes } from '@trpo/envs'
import type { RealArray } from '@trpo/networks'
import { type PolicyTape, policyAt } from '@trpo/policies'
import { type RandomStream, randomStream } from '@trpo/random'
import { type GroupRange, lanesOfGroups } from '../groups.ts'
import { COLLECTING, oneAtATime } from '../one-at-a-time.ts'
import type { PathBatch, SegmentEnd } from '../path-batch.ts'
import type { LanePlan } from '../plans/lane-plan.ts'
import type { CollectRequest, Sampler, SamplerContext } from '../sampler.ts'
import { arrayOf, storedType } from '../stored-type.ts'
import { copyRow } from './copy-row.ts'
import { episodeLedger } from './episode-ledger.ts'
import type { InfoSums } from './info-sums.ts'
import { laneArrays } from './lane-arrays.ts'
import { laneChecks } from './lane-checks.ts'
import { laneStorage } from './lane-storage.ts'
import { type RowBuffers, rowBuffers } from './row-buffers.ts'
import { rowNoise } from './row-noise.ts'
import { summarize } from './summarize.ts'

/** A sampler's lanes and how it walks them. */
export interface SinglePathRun extends SamplerContext {
  /** How the lanes walk through their shares. */
  readonly plan: LanePlan
  /** Lanes of the whole run. */
  readonly allLanes: number
  readonly groups: GroupRange
  /** As many as the groups have. */
  readonly lanes: Lanes
  /** Whether episodes that the end of a batch cuts continue in the next one. */
  readonly keepsOpen: boolean
  /** Steps after which the first episode of each lane of the run is truncated, if the environment does not end it before. */
  readonly firstLengths?: readonly number[] | undefined
  /** Called for each lane in every state that it is about to act in, before it does. */
  readonly visit?: ((lane: number, iteration: number) => void) | undefined
}

/** Lockstep steps between two calls of `progress`. */
const STEPS_BETWEEN_PROGRESS = 16

/** A sampler of the single path procedure: in lockstep, with one batched forward pass a step for all lanes. */
export function singlePathSampler(run: SinglePathRun): Sampler<PathBatch> {
  const { policy: model, plan, seed, lanes, allLanes, groups, keepsOpen, firstLengths, visit } = run
  const { network, distribution } = model
  const { precision, inputSize: observationSize } = network
  const { actionSize, parameterSize } = distribution
  const { spec, count } = lanes
  const firstLane = lanesOfGroups(groups, allLanes).first
  const buffersOf = rowBuffers((stored) => {
    const capacities = Array.from({ length: count }, (_, lane) => plan.capacity(lane))
    const layout = { observationSize, frameStack: spec.frameStack ?? 1, actionSize, parameterSize, stored, precision }
    return laneStorage(layout, capacities, groups, allLanes)
  }, count * observationSize)
  const ledger = episodeLedger(count, firstLane)
  const { active, fresh, observed, acted, rewards, terminated, truncated } = laneArrays(count, spec)
  const noise = rowNoise(distribution, randomStream(seed, 'action'), count)
  const resets = randomStream(seed, 'reset')
  const streams: RandomStream[] = Array.from({ length: count }, () => randomStream(seed, 'environment'))
  // One row an active lane, packed: what the policy writes.
  const laneOfRow = new Int32Array(count)
  const sampled = new Float64Array(count * actionSize)
  let tape: PolicyTape | undefined

  const placeOf = (lane: number, iteration: number) => ({
    environment: spec.name,
    lane: firstLane + lane,
    step: ledger.steps[lane],
    iteration,
  })

  const checks = laneChecks({ environment: spec.name, observationSize, actionSize, placeOf })
  let info: InfoSums | undefined

  /** Moves a stream to the draws of a lane's present step. */
  const seek = (stream: RandomStream, iteration: number, lane: number): RandomStream =>
    stream.seek(iteration, plan.unit(lane), plan.step(lane))

  const reset = (lane: number, iteration: number): void => {
    ledger.begin(lane, iteration, plan.step(lane))
    info?.reset(lane)
    lanes.reset(lane, seek(resets, iteration, lane))
    fresh[lane] = 1
  }

  /** Observes the lanes that were just reset. */
  const observeFresh = (iteration: number, { type }: RowBuffers): void => {
    if (fresh.indexOf(1) < 0) return
    lanes.observe(fresh, observed)
    for (let lane = 0; lane < count; lane++) if (fresh[lane] !== 0) checks.observation(observed, type, lane, iteration)
    fresh.fill(0)
  }

  /** Packs the active lanes' observations into `input`; returns how many there are. */
  const packRows = ({ input }: RowBuffers): number => {
    let rows = 0
    for (let lane = 0; lane < count; lane++) {
      if (active[lane] === 0) continue
      copyRow(observed, lane, input, rows, observationSize)
      laneOfRow[rows++] = lane
    }
    return rows
  }

  const drawActions = (rows: number, mu: RealArray, iteration: number): void => {
    for (let row = 0; row < rows; row++) noise.place(row, plan.unit(laneOfRow[row]), plan.step(laneOfRow[row]))
    distribution.sample(rows, mu, noise.draw(iteration, rows), sampled)
  }

  /** Stores the rows, and hands each lane its action and its draws. */
  const store = ({ storage, input }: RowBuffers, rows: number, mu: RealArray, iteration: number): void => {
    for (let row = 0; row < rows; row++) {
      const lane = laneOfRow[row]
      checks.action(sampled, row, lane, iteration)
      storage.write(lane, row, input, mu, sampled)
      for (let i = 0; i < actionSize; i++) acted[lane * actionSize + i] = sampled[row * actionSize + i]
      seek(streams[lane], iteration, lane)
    }
  }

  const endsFirst = (lane: number): boolean =>
    firstLengths !== undefined && ledger.isFirst(lane) && ledger.steps[lane] >= firstLengths[firstLane + lane]

  /** Counts a step of a lane, closes the episode if the step ended it, and starts the next one if there is to be one. */
  const finishStep = (lane: number, iteration: number, buffers: RowBuffers): void => {
    const { storage, type } = buffers
    const reward = rewards[lane]
    checks.reward(reward, lane, iteration)
    checks.observation(observed, type, lane, iteration)
    storage.advance(lane, reward)
    ledger.count(lane, reward)
    if (endsFirst(lane)) truncated[lane] = 1
    const over = terminated[lane] !== 0 || truncated[lane] !== 0
    const path = plan.path(lane)
    const turn = plan.next(lane, over)
    if (turn === 'goOn') return
    const end: SegmentEnd = terminated[lane] !== 0 ? 'terminated' : truncated[lane] !== 0 ? 'truncated' : 'cut'
    const lastObservation = arrayOf(type, observationSize)
    copyRow(observed, lane, lastObservation, 0, observationSize)
    const closed = { path, end, lastObservation, ...ledger.before(lane) }
    storage.close(lane, info === undefined ? closed : { ...closed, info: info.close(lane) })
    if (turn === 'rest') active[lane] = 0
    else reset(lane, iteration)
  }

  /** Brings lanes to where the open episodes were left: these lanes, or nothing where every iteration starts afresh. */
  const resume = async (request: Pick<CollectRequest, 'iteration' | 'open' | 'progress'>) => {
    if (!keepsOpen && request.open === undefined) return undefined
    const { beginEpisodes } = await import('./on-demand.ts')
    const streamOf = (purpose: string) => randomStream(seed, purpose)
    const standing = { streamOf, actionSize, lanes, plan, ledger, firstLane, allLanes, keepsOpen, info }
    return beginEpisodes(standing, request, observed)
  }

  const collect = async ({ iteration, policy, open, progress }: CollectRequest) => {
    const buffers = buffersOf(storedType(spec.observationSpace, model, policy))
    const { storage, input } = buffers
    storage.clear()
    plan.begin()
    fresh.fill(0)
    if (spec.info) info ??= (await import('./info-sums.ts')).infoSums(lanes, placeOf)
    info?.beginIteration()
    for (let lane = 0; lane < count; lane++) active[lane] = plan.capacity(lane) > 0 ? 1 : 0
    const resumed = await resume({ iteration, open, progress })
    for (let lane = 0; lane < count; lane++) if (active[lane] !== 0 && !resumed?.has(lane)) reset(lane, iteration)

    const sampling = policyAt({ ...model, theta: policy.theta, normalizer: policy.normalizer })
    let steps = 0
    let midStep = false
    try {
      observeFresh(iteration, buffers)
      for (let tick = 1; ; tick++) {
        const rows = packRows(buffers)
        if (rows === 0) break
        if (visit) for (let row = 0; row < rows; row++) visit(laneOfRow[row], iteration)
        tape = sampling.forward(input, rows, tape)
        drawActions(rows, tape.y, iteration)
        store(buffers, rows, tape.y, iteration)
        midStep = true
        const stepping = lanes.step(active, acted, streams, rewards, terminated, truncated)
        if (stepping !== undefined) await stepping
        lanes.observe(active, observed)
        info?.add(active, iteration)
        for (let row = 0; row < rows; row++) finishStep(laneOfRow[row], iteration, buffers)
        midStep = false
        observeFresh(iteration, buffers)
        steps += rows
        if (progress && tick % STEPS_BETWEEN_PROGRESS === 0) await progress(steps)
      }
    } catch (error) {
      const { failedStep } = await import('./on-demand.ts')
      throw failedStep(error, { firstLane, count, actionSize, plan, ledger, placeOf }, storage, iteration, midStep)
    }
    const batch = storage.seal()
    if (keepsOpen) ledger.leaveOpen(batch, iteration, observed)
    return { batch, steps, episodes: summarize(batch), open: keepsOpen ? ledger.open : undefined }
  }

  return { collect: oneAtATime(collect, COLLECTING), dispose: () => lanes.dispose() }
}
