import { type Baseline, FISHER_STRIDE, inProcessShard, type ShardFactory, timeDependentBaseline } from '@trpo/core'
import { spaceSize } from '@trpo/envs'
import { gaussianMlp, type PolicyModel } from '@trpo/policies'
import type { Quota } from '@trpo/samplers'
import { findNetwork, type NetworkName } from '../networks.ts'
import { lanesOn } from './engines.ts'
import { robots } from './robots.ts'
import { syntheticModel, syntheticShard, type UpdateShape } from './synthetic.ts'
import type { Physics, RobotName } from './task.ts'

/** Synthetic rows to update a policy with. */
interface RowsConfig {
  readonly kind: 'rows'
  readonly shape: UpdateShape
  readonly network: NetworkName
}

/** Episodes of a robot. */
export interface EpisodesConfig {
  readonly kind: 'episodes'
  readonly robot: RobotName
  readonly physics: Physics
  readonly hidden: readonly number[]
  readonly network: NetworkName
  /** Lanes of all shards. */
  readonly lanes: number
  /** Of all shards. */
  readonly quota: Quota
}

/** What a worker builds its shard from. */
export type ShardConfig = RowsConfig | EpisodesConfig

/** Seed of the episodes and of the policy's first parameters. */
export const EPISODES_SEED = 1

/** Policy and baseline that all shards of a config and their trainer have. */
export async function partsOf({ robot, hidden, network }: EpisodesConfig): Promise<{
  readonly model: PolicyModel
  readonly baseline: Baseline
}> {
  const { spec } = robots[robot]
  return {
    model: gaussianMlp({
      observationSize: spaceSize(spec.observationSpace),
      actionSize: spaceSize(spec.actionSpace),
      hidden,
      buildNetwork: await findNetwork(network),
    }),
    baseline: timeDependentBaseline(spec.timeLimit),
  }
}

/** The shard of some lane groups: what a worker does with this module. */
export const createShard: ShardFactory<ShardConfig> = async (config, groups) => {
  if (config.kind === 'rows') {
    const { shape, network } = config
    return syntheticShard(shape, syntheticModel(shape, await findNetwork(network)).model, groups)
  }
  const { robot, physics, lanes, quota } = config
  const createLanes = await lanesOn(physics)
  return inProcessShard(
    {
      ...(await partsOf(config)),
      seed: EPISODES_SEED,
      lanes,
      quota,
      discount: 0.99,
      fisherStride: FISHER_STRIDE,
      stateWeighting: 'undiscounted',
      bootstrap: 'none',
      gaeLambda: 1,
    },
    (count) => createLanes(robots[robot], count),
    groups,
  )
}
