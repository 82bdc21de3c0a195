import { inProcessShard, type ShardFactory } from '@trpo/core'
import { cartPole, lanesOf } from '@trpo/envs'
import { partsOf } from './train.ts'

/** What a worker is told: the seed alone, as a config that crosses threads. */
export interface PageConfig {
  readonly seed: number
}

export const createShard: ShardFactory<PageConfig> = ({ seed }, groups) =>
  inProcessShard(partsOf(seed), (count) => lanesOf(cartPole, count), groups)
