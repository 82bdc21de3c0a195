import type { PathBatch, SamplingProcedure } from '@trpo/samplers'
import type { Kind } from '../config/kind.ts'
import { type SinglePathConfig, singlePathKind } from './single-path.ts'

/** What a config may say of sampling. */
export type SamplerConfig = SinglePathConfig

/** The sampling procedures, by kind. A new one is a file of its own and a line here. */
export const samplers: readonly Kind<SamplerConfig, undefined, SamplingProcedure<PathBatch>>[] = [singlePathKind]
