import { inProcessShard, localParts, type RunParts, type ShardFactory, timeDependentBaseline } from '@trpo/core'
import { spaceSize } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import type { Quota } from '@trpo/samplers'
import { findNetwork, type NetworkName } from '../networks.ts'
import { critic } from './critic.ts'
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
  /** The quota of all shards together. */
  readonly quota: Quota
  /**
   * Passes over the batch by which a value network is fitted.
   * @default there is none: the time-dependent baseline
   */
  readonly passes?: number | undefined
}

/** The config that a worker builds its shard from. */
export type ShardConfig = RowsConfig | EpisodesConfig

/** Seed of the episodes and of the policy's first parameters. */
export const EPISODES_SEED = 1

/** The parts of a config's run. */
export async function partsOf({ robot, hidden, network, lanes, quota, passes }: EpisodesConfig): Promise<RunParts> {
  const { spec } = robots[robot]
  const parts = localParts(
    {
      seed: EPISODES_SEED,
      model: gaussianMlp({
        observationSize: spaceSize(spec.observationSpace),
        actionSize: spaceSize(spec.actionSpace),
        hidden,
        buildNetwork: await findNetwork(network),
      }),
      baseline: timeDependentBaseline(spec.timeLimit),
      lanes,
      quota,
    },
    spec,
  )
  if (passes === undefined) return parts
  return { ...parts, estimator: await critic(spec, { network, lanes, passes }) }
}

/** The shard of some lane groups. Workers call this function of the module. */
export const createShard: ShardFactory<ShardConfig> = async (config, groups) => {
  if (config.kind === 'rows') {
    const { shape, network } = config
    return syntheticShard(shape, syntheticModel(shape, await findNetwork(network)).model, groups)
  }
  const createLanes = await lanesOn(config.physics)
  return inProcessShard(await partsOf(config), (count) => createLanes(robots[config.robot], count), groups)
}
