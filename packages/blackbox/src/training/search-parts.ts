import type { PartsIdentity } from '@trpo/core'
import type { PolicyModel } from '@trpo/policies'
import type { SearchMethod, SearchState } from '../search/search-method.ts'
import { assertEvaluation, type CandidateEvaluation } from './evaluation.ts'

/**
 * The parts of a search for a policy: ONE value that a trainer and all its shards are built from, so that they cannot disagree.
 */
export interface SearchParts<S extends SearchState = SearchState> {
  /** The seed of the run, a whole number from 0 to 2^53 - 1. */
  readonly seed: number
  /** The network and the distribution of the policy, without a normaliser of observations. */
  readonly policy: PolicyModel
  /** The method that looks for its parameters, such as `cmaEsSearch()`. */
  readonly method: SearchMethod<S>
  /** How a candidate's fitness is found. */
  readonly evaluation: CandidateEvaluation
}

/** The number of candidates of an iteration. Throws a RangeError when the evaluation does not fit them. */
export function candidatesOf<S extends SearchState>({ policy, method, evaluation }: SearchParts<S>): number {
  const candidates = method.population(policy.network.parameterCount)
  assertEvaluation(evaluation, candidates)
  return candidates
}

/** What a search is made of, in words: a trainer compares it with that of its shards. */
export function identityOfSearch<S extends SearchState>({
  seed,
  policy,
  method,
  evaluation,
}: SearchParts<S>): PartsIdentity {
  const { lanes, episodes, draws } = evaluation
  return {
    seed: String(seed),
    lanes: String(lanes),
    'evaluation.episodes': String(episodes),
    'evaluation.draws': draws,
    method: method.summary,
    'policy.network': JSON.stringify(policy.network.description),
    'policy.precision': policy.network.precision,
    'policy.distribution': JSON.stringify(policy.distribution.description),
  }
}
