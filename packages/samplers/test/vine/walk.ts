import { box, discrete, type Environment, lanesOf, type RestorableEnvironment } from '@trpo/envs'
import { categoricalMlp, gaussianMlp, type PolicyModel } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { ALL_GROUPS, type GroupRange, lanesOfGroups, type VineBatch, type VineSettings, vine } from '@trpo/samplers'

/** What a walk is at any moment. */
export interface WalkState {
  readonly x: number
  readonly age: number
}

/** A random walk that draws at every turn and can go back: observation [x, age]; terminates at |x| > 3, truncated at `limit` steps. */
export function walk(limit = 9, noise = 0.8): RestorableEnvironment<WalkState> {
  let state: WalkState = { x: 0, age: 0 }
  return {
    spec: {
      name: 'walk',
      observationSpace: box([-Infinity, 0], [Infinity, limit]),
      actionSpace: box([-Infinity], [Infinity]),
      timeLimit: limit,
    },
    reset(random) {
      state = { x: random.uniform() - 0.5, age: 0 }
    },
    step([action], random) {
      const x = state.x + 0.5 * Math.max(-1, Math.min(1, action)) + noise * random.normal()
      const age = state.age + 1
      state = { x, age }
      const terminated = Math.abs(x) > 3
      return { reward: -x * x, terminated, truncated: !terminated && age === limit }
    },
    observe(into) {
      into[0] = state.x
      into[1] = state.age
    },
    snapshot: () => state,
    restore(snapshot) {
      state = snapshot
    },
  }
}

/** The same walk with three choices: left, stay, right. */
export function choiceWalk(limit = 9, noise = 0.8): RestorableEnvironment<WalkState> {
  const inner = walk(limit, noise)
  return {
    ...inner,
    spec: { ...inner.spec, name: 'choice walk', actionSpace: discrete(3) },
    step: ([choice], random) => inner.step(Float64Array.of(choice - 1), random),
  }
}

/** The walk without a way back. */
export function forgetfulWalk(): Environment {
  const { spec, reset, step, observe } = walk()
  return { spec, reset, step, observe }
}

export const gaussian: PolicyModel = gaussianMlp({ observationSize: 2, actionSize: 1, hidden: [4] })
export const choosing: PolicyModel = categoricalMlp({ observationSize: 2, classes: [3], hidden: [4] })
export const thetaOf = (policy: PolicyModel): Float64Array => policy.network.init(randomStream(5, 'init').seek(0, 0, 0))

export interface GrownOptions {
  readonly environment?: () => RestorableEnvironment<WalkState>
  readonly policy?: PolicyModel
  readonly seed?: number
  readonly iteration?: number
  readonly groups?: GroupRange
}

/** One iteration of a vine. */
export async function grown<Every extends boolean>(
  settings: VineSettings<Every>,
  { environment = walk, policy = gaussian, seed = 11, iteration = 0, groups = ALL_GROUPS }: GrownOptions = {},
) {
  const { first, last } = lanesOfGroups(groups, settings.lanes)
  const lanes = lanesOf(environment, last - first)
  const sampler = vine(settings).create({ policy, seed }, lanes, groups)
  try {
    return await sampler.collect({ iteration, policy: { theta: thetaOf(policy) } })
  } finally {
    sampler.dispose()
  }
}

/** What a batch holds of each lane group, whichever other groups there are. */
export function partsOf(batch: VineBatch): unknown[] {
  const { observationSize: o, actionsPerState: K, actionSize: k, parameterSize: m } = batch
  return batch.groups.map(({ group, start, end, firstRollout, lastRollout }) => {
    const rows = (values: ArrayLike<number>, size: number) => Array.from(values).slice(start * size, end * size)
    return {
      group,
      observations: rows(batch.observations, o),
      mu: rows(batch.mu, m),
      actions: rows(batch.actions, K * k),
      logQ: rows(batch.logQ, K),
      shares: rows(batch.shares, 1),
      times: rows(batch.times, 1),
      rollouts: rows(batch.rollouts, 1).map((rollout) => (rollout < 0 ? -1 : rollout - firstRollout)),
      branches: batch.branches.slice(firstRollout * K, lastRollout * K).map(({ offset, length, ...rest }) => ({
        ...rest,
        rewards: Array.from(batch.branchRewards.subarray(offset, offset + length)),
      })),
    }
  })
}
