import type { Shard } from '@trpo/core'
import type { Lanes } from '@trpo/envs'
import { ALL_GROUPS, type GroupRange, lanesOfGroups } from '@trpo/samplers'
import type { SearchState } from '../search/search-method.ts'
import { type CandidateRun, type CandidateSampler, candidateSampler } from './candidate-sampler.ts'
import { candidatesOf, identityOfSearch, type SearchParts } from './search-parts.ts'

/**
 * A shard in this thread that plays the episodes of candidates. It keeps the contract of every shard, so that the hosts
 * of `@trpo/core` (worker threads, web workers) take it: the parameters of all candidates [K, p] travel as the theta of a
 * `collect`, and returns come back in its episodes. There is no batch, and there are no passes.
 *
 * Throws what the parts and the lanes throw when they do not fit each other; the lanes are disposed of then.
 *
 * @param createLanes makes simulators for a number of lanes; the shard disposes of them
 * @param groups the lane groups that it owns; @default all of them
 */
export function candidateShard<S extends SearchState>(
  parts: SearchParts<S>,
  createLanes: (count: number) => Lanes,
  groups: GroupRange = ALL_GROUPS,
): Shard {
  const { seed, policy, evaluation } = parts
  const candidates = candidatesOf(parts)
  const { first, last } = lanesOfGroups(groups, evaluation.lanes)
  const sampler = samplerOrDispose({ seed, policy, candidates, evaluation }, createLanes(last - first), groups)
  return {
    passes: [],
    identity: identityOfSearch(parts),
    collect: (request) => sampler.collect(request),
    run(pass) {
      throw new Error(`a shard of candidates keeps no samples, so it cannot run the pass ${pass}`)
    },
    dispose: () => sampler.dispose(),
  }
}

/** Makes a sampler. When it cannot be made, it disposes of the lanes, as nobody else would. */
function samplerOrDispose(run: CandidateRun, lanes: Lanes, groups: GroupRange): CandidateSampler {
  try {
    return candidateSampler(run, lanes, groups)
  } catch (error) {
    lanes.dispose()
    throw error
  }
}
