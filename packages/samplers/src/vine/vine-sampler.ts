import type { RestorableLanes } from '@trpo/envs'
import { randomStream } from '@trpo/random'
import { type GroupRange, lanesOfGroups } from '../groups.ts'
import { COLLECTING, oneAtATime } from '../one-at-a-time.ts'
import type { CollectRequest, Sampled, Sampler, SamplerContext } from '../sampler.ts'
import { singlePathSampler } from '../single-path/single-path-sampler.ts'
import { branchStore } from './branch-store.ts'
import { originsOf } from './origins.ts'
import { rolloutSet } from './rollout-set.ts'
import { branchRunner } from './run-branches.ts'
import type { VineSettings } from './settings.ts'
import { trunkPlan } from './trunk-plan.ts'
import { firstStateOfTrunk, statesOfTrunk, trunkOfLane } from './trunks.ts'
import type { VineBatch } from './vine-batch.ts'
import { vineStates } from './vine-rows.ts'

/** A sampler's lanes and how it grows a vine on them. */
export interface VineRun<S, Every extends boolean> extends SamplerContext {
  readonly settings: Required<VineSettings<Every>>
  readonly groups: GroupRange
  /** The lanes of the groups, exactly as many as these have. */
  readonly lanes: RestorableLanes<S>
}

/** A sampler of the vine procedure: the trunks in lockstep, then the rollouts of all states of the rollout set as lanes. */
export function vineSampler<S, Every extends boolean>(run: VineRun<S, Every>): Sampler<VineBatch<Every>> {
  const { policy: model, seed, lanes, groups, settings } = run
  const { trunks, trunkSteps, states, branchSteps, proposal, rows, lanes: allLanes } = settings
  const { count } = lanes
  const firstLane = lanesOfGroups(groups, allLanes).first
  const trunkOf = Array.from({ length: count }, (_, lane) => trunkOfLane(firstLane + lane, { trunks, allLanes }))
  const sizes = trunkOf.map((trunk) => statesOfTrunk(trunk, states, trunks))
  const sets = trunkOf.map(() => rolloutSet<S>())
  const choice = randomStream(seed, 'rollout set')
  const plan = trunkPlan(trunkSteps, { count, firstLane }, { trunks, allLanes })
  const visit = (lane: number, iteration: number): void =>
    sets[lane].offer(
      () => lanes.snapshot(lane),
      () => choice.seek(iteration, plan.unit(lane), plan.step(lane)),
    )
  const trunk = singlePathSampler({ policy: model, seed, plan, allLanes, groups, lanes, keepsOpen: false, visit })
  const proposer = proposal.create({ policy: model, seed }, lanes.spec)
  const { actionsPerState } = proposer
  const rolloutStates = sizes.reduce((sum, size) => sum + size, 0)
  const store = branchStore(rolloutStates * actionsPerState, branchSteps)
  const runBranches = branchRunner(lanes, model, seed)

  const collect = async (request: CollectRequest): Promise<Sampled<VineBatch<Every>>> => {
    const { iteration, policy, progress } = request
    for (const [lane, set] of sets.entries()) set.begin(sizes[lane])
    store.clear()
    const { batch, steps: trunkTaken, episodes } = await trunk.collect(request)
    const origins = sets.flatMap((set, lane) =>
      originsOf(batch, firstLane + lane, firstStateOfTrunk(trunkOf[lane], states, trunks), set.drawn()),
    )
    const shares = sizes.flatMap((size) => Array.from({ length: size }, () => trunkSteps / size))
    const grown = vineStates({ every: proposal.every, rows, proposer, iteration, trunk: batch, origins, shares })
    const branchesTaken = await runBranches(
      {
        iteration,
        policy: { ...model, theta: policy.theta, normalizer: policy.normalizer },
        origins,
        actions: grown.firstActions,
        actionsPerState,
        branchSteps,
        stepsBefore: trunkTaken,
        progress,
      },
      store,
    )
    return {
      batch: { ...grown.states, branches: store.segments(), branchRewards: store.rewards },
      steps: trunkTaken + branchesTaken,
      episodes,
    }
  }

  return { collect: oneAtATime(collect, COLLECTING), dispose: () => trunk.dispose() }
}
