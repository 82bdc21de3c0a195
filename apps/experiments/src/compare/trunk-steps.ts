import type { Config } from '@trpo/recipes'

/**
 * The steps that each iteration of a vine takes along its trunks, which are fixed in number, without those of its rollouts.
 * Undefined for samplers that take no others than those of paths.
 */
export function trunkSteps(sampler: Config['sampler']): number | undefined {
  return sampler.kind === 'vine' || sampler.kind === 'every-action-vine'
    ? sampler.trunks * sampler.trunkSteps
    : undefined
}
