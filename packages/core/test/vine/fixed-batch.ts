import {
  estimateContext,
  fisher,
  inProcessShard,
  type Metric,
  type Objective,
  type RunParts,
  type SurrogateForm,
  sampledObjective,
  shardsAsOne,
  type TrustRegionProblem,
  trustRegionUpdate,
  vineRollouts,
} from '@trpo/core'
import { cartPole, lanesOf, type RestorableLanes } from '@trpo/envs'
import { networkFromDescription } from '@trpo/networks'
import { categoricalMlp, type PolicyModel } from '@trpo/policies'
import { LANE_GROUPS, type Segment, type VineBatch } from '@trpo/samplers'

/** States as one-hot observations and a softmax of one logit a state and action: theta = [logits (n K), biases K]. */
export function tabularPolicy(states: number, actions: number): PolicyModel {
  return categoricalMlp({
    observationSize: states,
    classes: [actions],
    hidden: [],
    buildNetwork: networkFromDescription,
  })
}

/** What a handmade vine says of its states. */
export interface HandmadeVine<Every extends boolean> {
  readonly every: Every
  readonly states: number
  /** The actions of each state. */
  readonly actions: readonly (readonly number[])[]
  /** log q of each. */
  readonly logQ: readonly (readonly number[])[]
  /** Q of each. */
  readonly values: readonly (readonly number[])[]
  /** How much each state counts. */
  readonly shares: readonly number[]
}

/** A batch in which the rollout of an action is one step that is rewarded by its Q. */
function batchOf<Every extends boolean>(
  policy: PolicyModel,
  theta: Float64Array,
  { every, states, actions, logQ, values, shares }: HandmadeVine<Every>,
): VineBatch<Every> {
  const observations = new Float64Array(states * states)
  for (let state = 0; state < states; state++) observations[state * states + state] = 1
  const { parameterSize } = policy.distribution
  const mu = Float64Array.from(policy.network.forward(theta, observations, states).y)
  const branches = values.flat().map(
    (_, offset): Segment => ({
      lane: 0,
      path: 0,
      offset,
      length: 1,
      start: 0,
      returnBefore: 0,
      end: 'terminated',
      lastObservation: new Float64Array(states),
    }),
  )
  // All states are in the first lane group; the others are empty.
  const groups = Array.from({ length: LANE_GROUPS }, (_, group) => ({
    group,
    start: group === 0 ? 0 : states,
    end: states,
  }))
  const shape = { observationSize: states, actionSize: 1, parameterSize, observations, mu }
  return {
    ...shape,
    every,
    rowsAre: 'rollout-set',
    rows: states,
    actionsPerState: actions[0].length,
    actions: Float64Array.from(actions.flat()),
    logQ: Float64Array.from(logQ.flat()),
    rollouts: Int32Array.from({ length: states }, (_, state) => state),
    shares: Float64Array.from(shares),
    times: new Int32Array(states),
    branches,
    branchRewards: Float64Array.from(values.flat()),
    groups: groups.map((group) => ({ ...group, firstRollout: group.start, lastRollout: group.end })),
    trunk: {
      ...shape,
      rows: 0,
      actionsPerState: 1,
      actions: new Float64Array(states),
      rewards: new Float64Array(states),
      segments: [],
      groups: groups.map((group) => ({ ...group, firstSegment: 0, lastSegment: 0 })),
    },
  }
}

/** The problem that an objective of this form makes of a handmade vine. */
export async function problemOf<Every extends boolean>(
  policy: PolicyModel,
  theta: Float64Array,
  form: SurrogateForm<VineBatch<Every>>,
  vine: HandmadeVine<Every>,
  metric: Metric<VineBatch<Every>> = fisher(1),
) {
  return problemBy(sampledObjective({ form, metric }), policy, theta, vine)
}

/** The problem that an objective makes of a handmade vine. */
export async function problemBy<Every extends boolean, P extends TrustRegionProblem>(
  objective: Objective<VineBatch<Every>, P>,
  policy: PolicyModel,
  theta: Float64Array,
  vine: HandmadeVine<Every>,
): Promise<P> {
  const batch = batchOf(policy, theta, vine)
  const parts: RunParts<VineBatch<Every>, RestorableLanes, P> = {
    seed: 1,
    policy,
    normalizeObservations: false,
    sampling: {
      name: 'handmade',
      lanes: 12,
      firstOpen: undefined,
      create: () => ({ collect: async () => ({ batch, steps: batch.rows, episodes: [] }), dispose() {} }),
    },
    estimator: vineRollouts(),
    objective,
    update: trustRegionUpdate(),
  }
  const shards = shardsAsOne<VineBatch<Every>>([inProcessShard(parts, (count) => lanesOf(cartPole, count))])
  await shards.collect({ iteration: 0, policy: { theta } })
  await parts.estimator.estimate(shards, {}, { ...policy, theta }, estimateContext(1, 0))
  return (await parts.objective.problem(shards, { ...policy, theta })).problem
}
