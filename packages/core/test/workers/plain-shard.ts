import type { ShardFactory } from '@trpo/core'
import { createEnvironment, type SmallRun, smallShard } from './small-run.ts'

export const createShard: ShardFactory<SmallRun> = smallShard(createEnvironment)
