import type { CollectRequest, OpenEpisode } from '@trpo/samplers'

/** A request as it is now: the caller may write to it before a worker has to be told again. */
export function copyOfRequest({
  iteration,
  policy,
  open,
}: Omit<CollectRequest, 'progress'>): Omit<CollectRequest, 'progress'> {
  const { theta, normalizer } = policy
  const copy = (array: Float64Array) => array.slice()
  return {
    iteration,
    policy: {
      theta: copy(theta),
      normalizer: normalizer && { ...normalizer, mean: copy(normalizer.mean), std: copy(normalizer.std) },
    },
    open: open?.map(
      (episode): OpenEpisode => ({
        ...episode,
        actions: copy(episode.actions),
        observation: copy(episode.observation),
      }),
    ),
  }
}
