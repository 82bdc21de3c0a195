import { type Moments, mergeMoments } from '../../passes/moments.ts'

/** In which unit rewards are seen. */
export interface RewardScale {
  /** sigma: the value of a state is sigma times what the network says. */
  readonly sigma: number
  /** The largest size of a reward; larger ones are cut down to it. */
  readonly largest: number
}

/** Rewards as they come. */
export const UNSCALED: RewardScale = { sigma: 1, largest: Number.POSITIVE_INFINITY }

/** Added to the variance, so that rewards which are all 0 have a scale too. */
const EPSILON = 1e-8

/** The largest reward, in standard deviations. */
const CLIP = 10

/**
 * The scale of rewards by the discounted returns so far, R_t = gamma R_{t-1} + r_t, over all steps that were ever sampled:
 * sigma = sqrt(var R + 1e-8). Source: the return normalisation of OpenAI Baselines' `VecNormalize`, which PPO and TRPO codes of
 * today share.
 *
 * Deviates: what a step's reward is divided by is that of the whole batch, and not of the steps before it.
 */
export function rewardScaleOf({ count, m2 }: Moments): RewardScale {
  const sigma = Math.sqrt(m2 / Math.max(1, count) + EPSILON)
  return { sigma, largest: CLIP * sigma }
}

/** Moments as a checkpoint keeps them: count, mean, sum of squared deviations. */
export function asTensor({ count, mean, m2 }: Moments): Float64Array {
  return Float64Array.of(count, mean, m2)
}

/** The moments after those of some lane groups, merged in group order. */
export function momentsAfter(carried: Float64Array, groups: readonly Moments[]): Moments {
  const [count, mean, m2] = carried
  return groups.reduce(mergeMoments, { count, mean, m2 })
}
