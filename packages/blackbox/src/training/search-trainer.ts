import {
  assertAgreed,
  type Clock,
  DataError,
  episodeMetrics,
  type Measures,
  recorded,
  type Shard,
  shardsAsOne,
  type Training,
} from '@trpo/core'
import { createPolicy } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { oneAtATime, type SamplingProgress } from '@trpo/samplers'
import { FAILED } from '../search/ranking.ts'
import type { SearchState } from '../search/search-method.ts'
import { fitnessOf, rangeOf } from './fitness.ts'
import { decodeSearch, encodeSearch, type SearchTrainingState } from './search-checkpoint.ts'
import { candidatesOf, identityOfSearch, type SearchParts } from './search-parts.ts'

/** The options of a trainer that are not part of the run. */
export interface SearchTrainerOptions {
  /**
   * The clock by which `timings` are measured. Nothing else depends on it.
   * @default Date.now
   */
  readonly clock?: Clock
}

/** The chart that the fitnesses share. */
const CHART = 'Fitness of the candidates'

const FITNESS_MEASURES: Measures = {
  bestFitness: {
    title: 'Fitness of the best candidate',
    description: 'The greatest mean return of a candidate.',
    short: 'best',
    chart: CHART,
  },
  medianFitness: {
    title: 'Fitness of the middle candidate',
    description: 'The median of the mean returns of the candidates.',
    chart: CHART,
  },
  worstFitness: {
    title: 'Fitness of the worst candidate',
    description: 'The least mean return of a candidate that did not fail.',
    chart: CHART,
  },
  failedCandidates: {
    title: 'Candidates that failed',
    description:
      'The candidates that drew an action or had a reward, return or observation that is not finite. They rank last.',
    note: {
      above: 0,
      text: 'Such candidates say nothing of where to go on; a search that begins with a smaller spread (update.initialStd, update.sigma) draws fewer of them.',
    },
  },
}

/**
 * A search for the parameters of a policy, as a training: each iteration asks for candidates, plays whole episodes of each,
 * and tells the method their mean returns (section 8.1: CEM and CMA treat the return as a black box function of the
 * parameters). The search begins around the parameters with which TRPO would begin under this seed. The policy of a state
 * is that of the mean. Records cover the episodes of all candidates, and their steps are all that the method costs.
 *
 * A candidate fails when an episode of it ends with an action, reward, return or observation that is not finite. It ranks below
 * all others; the record says how many failed, where any did, and leaves the episodes that failed out of its means.
 *
 * Candidates are drawn from the stream of purpose `candidate`, at (iteration, candidate, 0). `step` throws a RangeError when
 * the state is of another run, a DataError when all candidates failed, an Error while another step is under way, and what shards,
 * method or `progress` throw.
 */
export function createSearchTrainer<S extends SearchState>(
  parts: SearchParts<S>,
  shards: readonly Shard[],
  { clock = Date.now }: SearchTrainerOptions = {},
): Training<SearchTrainingState<S>> {
  const { seed, policy: model, method, evaluation } = parts
  const { network } = model
  const candidates = candidatesOf(parts)
  const all = shardsAsOne(shards)
  const first = method.init(network.init(randomStream(seed, 'init').seek(0, 0, 0)))

  const step = async (state: SearchTrainingState<S>, progress?: SamplingProgress) => {
    const { search, iteration } = state
    if (search.mean.length !== network.parameterCount)
      throw new RangeError(
        `the state has ${search.mean.length} policy parameters, these settings have ${network.parameterCount}; it belongs to another run`,
      )
    const began = clock()
    const asked = method.ask(search, randomStream(seed, 'candidate'))
    const sampling = clock()
    const { steps, episodes } = await all.collect({ iteration, policy: { theta: asked }, progress })
    const sampled = clock()
    const fitness = fitnessOf(episodes, candidates, evaluation)
    const ranked = fitness.filter((value) => value !== FAILED)
    if (ranked.length === 0)
      throw new DataError(
        `all ${candidates} candidates of iteration ${iteration} failed: an action, a reward, a return or an observation of each was not finite; let the search begin with a smaller spread, or check the environment`,
      )
    const played = episodes.filter(({ reward }) => reward !== FAILED)
    const told = method.tell(search, asked, fitness)
    const next = { iteration: iteration + 1, steps: state.steps + steps, search: told }
    const { best, median, worst } = rangeOf(ranked)
    const moved = told.mean.some((value, i) => value !== search.mean[i])
    const record = {
      iteration: next.iteration,
      steps,
      totalSteps: next.steps,
      meanReward: played.reduce((sum, { reward }) => sum + reward, 0) / played.reduce((sum, one) => sum + one.steps, 0),
      episodes: episodeMetrics(played),
      update: {
        status: moved ? 'accepted' : 'unmoved',
        ...recorded({
          bestFitness: best,
          medianFitness: median,
          worstFitness: worst,
          // Runs from before a candidate could fail have no such number, and are still verified.
          ...(ranked.length < candidates && { failedCandidates: candidates - ranked.length }),
          ...method.numbers(told),
        }),
      },
      timings: {
        sample: (sampled - sampling) / 1000,
        search: (sampling - began + clock() - sampled) / 1000,
        total: (clock() - began) / 1000,
      },
    }
    return [next, record] as const
  }

  return {
    summary: method.summary,
    measures: { ...FITNESS_MEASURES, ...method.measures },
    init: () => ({ iteration: 0, steps: 0, search: first }),
    step: oneAtATime(
      step,
      'a step of this trainer is under way, and its shards have one set of lanes; await it, or make another trainer',
    ),
    encode: (state) => encodeSearch(method, state),
    decode: (encoded) => decodeSearch(method, first, encoded),
    policy: ({ search }) => createPolicy({ ...model, theta: search.mean }),
    async ready() {
      await assertAgreed(shards, [], identityOfSearch(parts))
    },
    async dispose() {
      // Every shard is disposed of, also when another one throws: a worker that is left out would keep running.
      const ends = await Promise.allSettled(shards.map(async (shard) => shard.dispose()))
      for (const end of ends) if (end.status === 'rejected') throw end.reason
    },
  }
}
