import type { RestorableLanes } from '@trpo/envs'
import { type Policy, type PolicyTape, policyAt } from '@trpo/policies'
import { type RandomStream, randomStream } from '@trpo/random'
import type { SamplingProgress } from '../sampler.ts'
import { copyRow } from '../single-path/copy-row.ts'
import { laneArrays } from '../single-path/lane-arrays.ts'
import { type DrawnBy, laneChecks } from '../single-path/lane-checks.ts'
import { rowNoise } from '../single-path/row-noise.ts'
import { arrayOf, storedType } from '../stored-type.ts'
import type { BranchStart, BranchStore } from './branch-store.ts'

/** A state of the rollout set, as rollouts need it. */
export interface RolloutOrigin<S> extends BranchStart {
  /** The number n of the state in the rollout set of the whole run. */
  readonly state: number
  /** The snapshot that restores a lane to this state. */
  readonly snapshot: S
}

/** The rollouts of an iteration. */
export interface BranchRequest<S> {
  readonly iteration: number
  /** The policy that acts after the first action. */
  readonly policy: Policy
  /** The states of the rollout set, in order. */
  readonly origins: readonly RolloutOrigin<S>[]
  /** The first actions, [origins, K, k]. */
  readonly actions: Float64Array
  readonly actionsPerState: number
  /** The most steps of a rollout. */
  readonly branchSteps: number
  /** The number of steps that were sampled before; progress counts on from it. */
  readonly stepsBefore: number
  readonly progress: SamplingProgress | undefined
}

const BY_PROPOSAL: DrawnBy = { who: 'the proposal', remedy: 'give an ActionProposal whose actions are finite' }

/** Lockstep steps between two calls of `progress`. */
const STEPS_BETWEEN_PROGRESS = 16

/**
 * Rollouts of the vine procedure on lanes that go back to earlier states (section 5.2). Rollout (n, k) starts at the n-th state
 * of the rollout set with its k-th action and follows the policy from then on; it ends where its episode does, or after
 * `branchSteps` steps. A lane that has finished one takes the next, so that all lanes stay busy. Which lane ran a rollout
 * leaves no trace.
 *
 * Common random numbers: all K rollouts from a state share every draw after their first action. The draws are counted by
 * (iteration, n, step) under the purposes `branch policy` and `branch environment`, without k and without lane.
 *
 * The function that is returned runs the rollouts of an iteration into a store, and returns the number of steps that they took.
 */
export function branchRunner<S>(
  lanes: RestorableLanes<S>,
  { network, distribution }: Pick<Policy, 'network' | 'distribution'>,
  seed: number,
): (request: BranchRequest<S>, store: BranchStore) => Promise<number> {
  const { count, spec } = lanes
  const { inputSize: observationSize } = network
  const { actionSize } = distribution
  const { active, observed, acted, rewards, terminated, truncated } = laneArrays(count, spec)
  const noise = rowNoise(distribution, randomStream(seed, 'branch policy'), count)
  const streams: RandomStream[] = Array.from({ length: count }, () => randomStream(seed, 'branch environment'))
  /** The rollout of each lane, or -1, and its steps so far. */
  const branchOf = new Int32Array(count)
  const stepOf = new Int32Array(count)
  const laneOfRow = new Int32Array(count)
  const sampled = new Float64Array(count * actionSize)
  let tape: PolicyTape | undefined

  return async (request, store) => {
    const { iteration, policy, origins, actions, actionsPerState, branchSteps, stepsBefore, progress } = request
    const branches = origins.length * actionsPerState
    const stored = storedType(spec.observationSpace, { network }, policy)
    const input = arrayOf(stored, count * observationSize)
    const sampling = policyAt(policy)
    const originOf = (lane: number): RolloutOrigin<S> => origins[Math.floor(branchOf[lane] / actionsPerState)]
    let started = 0
    let steps = 0

    const checks = laneChecks({
      environment: spec.name,
      observationSize,
      actionSize,
      placeOf: (lane) => ({
        environment: spec.name,
        lane: originOf(lane).lane,
        step: originOf(lane).time + stepOf[lane],
        iteration,
      }),
    })

    /** Moves a lane to the start of the next rollout, or lets it rest. */
    const begin = (lane: number): void => {
      branchOf[lane] = started < branches ? started++ : -1
      active[lane] = branchOf[lane] < 0 ? 0 : 1
      stepOf[lane] = 0
      if (branchOf[lane] >= 0) lanes.restore(lane, originOf(lane).snapshot)
    }

    /** The action of every lane: first the one to be tried, afterwards the policy's own. */
    const act = (): void => {
      let rows = 0
      for (let lane = 0; lane < count; lane++) {
        if (active[lane] === 0) continue
        if (stepOf[lane] === 0) {
          const from = branchOf[lane] * actionSize
          for (let i = 0; i < actionSize; i++) acted[lane * actionSize + i] = actions[from + i]
          checks.action(acted, lane, lane, iteration, BY_PROPOSAL)
          continue
        }
        copyRow(observed, lane, input, rows, observationSize)
        noise.place(rows, originOf(lane).state, stepOf[lane])
        laneOfRow[rows++] = lane
      }
      if (rows === 0) return
      tape = sampling.forward(input, rows, tape)
      distribution.sample(rows, tape.y, noise.draw(iteration, rows), sampled)
      for (let row = 0; row < rows; row++) {
        const lane = laneOfRow[row]
        for (let i = 0; i < actionSize; i++) acted[lane * actionSize + i] = sampled[row * actionSize + i]
        checks.action(acted, lane, lane, iteration)
      }
    }

    /** Counts a step of a lane, and ends its rollout where it is over. */
    const finishStep = (lane: number): void => {
      const reward = rewards[lane]
      checks.reward(reward, lane, iteration)
      checks.observation(observed, stored, lane, iteration)
      stepOf[lane] = store.add(branchOf[lane], reward)
      const over = terminated[lane] !== 0 || truncated[lane] !== 0
      if (!over && stepOf[lane] < branchSteps) return
      const end = terminated[lane] !== 0 ? 'terminated' : truncated[lane] !== 0 ? 'truncated' : 'cut'
      const last = arrayOf(stored, observationSize)
      copyRow(observed, lane, last, 0, observationSize)
      store.close(branchOf[lane], originOf(lane), end, last)
      begin(lane)
    }

    for (let lane = 0; lane < count; lane++) begin(lane)
    for (let tick = 1; active.indexOf(1) >= 0; tick++) {
      act()
      for (let lane = 0; lane < count; lane++)
        if (active[lane] !== 0) streams[lane].seek(iteration, originOf(lane).state, stepOf[lane])
      const stepping = lanes.step(active, acted, streams, rewards, terminated, truncated)
      if (stepping !== undefined) await stepping
      lanes.observe(active, observed)
      for (let lane = 0; lane < count; lane++)
        if (active[lane] !== 0) {
          steps++
          finishStep(lane)
        }
      if (progress && tick % STEPS_BETWEEN_PROGRESS === 0) await progress(stepsBefore + steps)
    }
    return steps
  }
}
