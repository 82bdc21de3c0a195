import { defaultModel, type Training } from '@trpo/core'
import { boxSpec, type Environment, type EnvironmentSpec, lanesOf } from '@trpo/envs'
import type { PolicyModel } from '@trpo/policies'
import type { SearchMethod, SearchState } from '../search/search-method.ts'
import { candidateShard } from './candidate-shard.ts'
import type { CandidateEvaluation } from './evaluation.ts'
import type { SearchTrainingState } from './search-checkpoint.ts'
import { createSearchTrainer, type SearchTrainerOptions } from './search-trainer.ts'

/** The settings of a search for a policy in this thread. */
export interface LocalSearchSettings<S extends SearchState> extends Partial<CandidateEvaluation>, SearchTrainerOptions {
  /** The seed of the run, a whole number from 0 to 2^53 - 1. */
  readonly seed: number
  /** Makes one environment; called once a lane. */
  readonly environment: () => Environment
  /** The method that looks for the parameters. */
  readonly method: SearchMethod<S>
  /**
   * The network and the distribution of the policy, or what makes them for an environment.
   * @default a 32-32 tanh network, Gaussian or categorical as the action space asks
   */
  readonly model?: PolicyModel | ((spec: EnvironmentSpec) => PolicyModel)
}

/**
 * A trainer whose one shard runs in this thread. By default a candidate plays one episode, in a lane of its own, with the same
 * draws as all others of its iteration. Throws a RangeError that names the first setting that does not fit.
 */
export function createLocalSearch<S extends SearchState>(
  settings: LocalSearchSettings<S>,
): Training<SearchTrainingState<S>> {
  const { seed, environment, method, model = defaultModel, episodes = 1, draws = 'common', clock } = settings
  const probe = environment()
  const spec = boxSpec(probe.spec)
  probe.dispose?.()
  const policy = typeof model === 'function' ? model(spec) : model
  const { lanes = method.population(policy.network.parameterCount) } = settings
  const parts = { seed, policy, method, evaluation: { episodes, lanes, draws } }
  const shard = candidateShard(parts, (count) => lanesOf(environment, count))
  return createSearchTrainer(parts, [shard], clock && { clock })
}
