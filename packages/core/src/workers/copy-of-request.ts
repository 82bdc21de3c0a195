import type { CollectRequest, OpenEpisode, SamplingPolicy } from '@trpo/samplers'

const copy = (array: Float64Array) => array.slice()

/** A request as it is now: the caller may write to it before a worker has to be told again. */
export function copyOfRequest({
  iteration,
  policy,
  open,
}: Omit<CollectRequest, 'progress'>): Omit<CollectRequest, 'progress'> {
  return {
    iteration,
    policy: copyOfPolicy(policy),
    open: open?.map(
      (episode): OpenEpisode => ({
        ...episode,
        actions: copy(episode.actions),
        observation: copy(episode.observation),
      }),
    ),
  }
}

/** The parameters and the normaliser of a policy as they are now, without its model. */
export function copyOfPolicy({ theta, normalizer }: SamplingPolicy): SamplingPolicy {
  return {
    theta: copy(theta),
    normalizer: normalizer && { ...normalizer, mean: copy(normalizer.mean), std: copy(normalizer.std) },
  }
}
