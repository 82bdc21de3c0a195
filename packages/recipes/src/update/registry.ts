import type { UpdateRule } from '@trpo/core'
import type { Kind } from '../config/kind.ts'
import { type TrustRegionConfig, trustRegion } from './trust-region.ts'

/** What a config may say of how a step is made. */
export type UpdateConfig = TrustRegionConfig

/** The update rules, by kind. A new one is a file of its own and a line here. */
export const updates: readonly Kind<UpdateConfig, undefined, UpdateRule>[] = [trustRegion]
