import type { Lanes } from '@trpo/envs'
import { randomStream } from '@trpo/random'
import type { Batch } from '@trpo/samplers'
import { estimateContext } from '../estimators/estimate-context.ts'
import { completed, type Estimated, type Tensors } from '../estimators/estimator.ts'
import { inProcessShard } from '../run/in-process-shard.ts'
import type { AnyRunParts } from '../run/run-parts.ts'
import { shardsAsOne } from '../shard/shards.ts'

/** What an estimator is tried on. */
export interface EstimatorConformanceSubject<B extends Batch, L extends Lanes> {
  /** The parts of a small run with the estimator among them. */
  readonly parts: AnyRunParts<B, L>
  /** Makes simulators for a number of lanes. */
  readonly createLanes: (count: number) => L
}

/** What an estimator made of a batch. */
export interface FoundEstimate {
  /** The state that it was given. */
  readonly state: Tensors
  /** A copy of it from before. */
  readonly before: Tensors
  /** What it gave, with the rest of its work done. */
  readonly estimate: Estimated
}

/** The first state, of the draws of the run. */
export function initialTensors({ estimator, seed }: Pick<AnyRunParts<never>, 'estimator' | 'seed'>): Tensors {
  return estimator.init(randomStream(seed, 'init estimator').seek(0, 0, 0))
}

/** Two iterations under one policy; `begin` is called before each. */
export async function estimatesOf<B extends Batch, L extends Lanes>(
  { parts, createLanes }: EstimatorConformanceSubject<B, L>,
  begin: () => void = () => {},
): Promise<readonly FoundEstimate[]> {
  const { estimator, policy: model, seed } = parts
  const shard = inProcessShard(parts, createLanes)
  const shards = shardsAsOne<B>([shard])
  const theta = model.network.init(randomStream(seed, 'init').seek(0, 0, 0))
  let [state, open] = [initialTensors(parts), parts.sampling.firstOpen]
  const found: FoundEstimate[] = []
  try {
    for (let iteration = 0; iteration < 2; iteration++) {
      begin()
      open = (await shards.collect({ iteration, policy: { theta }, open })).open
      const before = copyOf(state)
      const policy = { ...model, theta }
      const estimate = await completed(
        await estimator.estimate(shards, state, policy, estimateContext(seed, iteration)),
      )
      found.push({ state, before, estimate })
      state = estimate.state
    }
    return found
  } finally {
    await shard.dispose()
  }
}

/** The same tensors in memory of their own. */
export function copyOf(tensors: Tensors): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => [name, { shape: [...shape], data: data.slice() }]),
  )
}
