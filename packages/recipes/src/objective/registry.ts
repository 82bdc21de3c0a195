import type { Objective } from '@trpo/core'
import type { PathBatch } from '@trpo/samplers'
import type { Kind } from '../config/kind.ts'
import { type ImportanceSampledConfig, importanceSampledKind } from './importance-sampled.ts'

/** What a config may say of the objective. */
export type ObjectiveConfig = ImportanceSampledConfig

/** The objectives, by form. A new one is a file of its own and a line here. */
export const objectives: readonly Kind<ObjectiveConfig, undefined, Objective<PathBatch>>[] = [importanceSampledKind]
