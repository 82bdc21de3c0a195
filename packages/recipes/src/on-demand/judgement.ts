import { averagedTraining, evaluatedTraining, playingShard, type Training, type TrainingProgress } from '@trpo/core'
import type { FittedEnvironment } from '../environments/prepare-environment.ts'
import { ConfigError } from '../errors.ts'
import { endOf } from '../evaluation/end-of.ts'
import type { EvaluationConfig } from '../evaluation/evaluation-config.ts'
import type { BuiltRun } from '../families/built-run.ts'
import type { MethodConfig } from '../families/method-config.ts'

/**
 * A run whose training also averages parameters and evaluates policies, as far as its config says. Throws a ConfigError where the
 * policies are to be evaluated and nothing makes environments.
 */
export function judgedRun(run: BuiltRun, config: MethodConfig, environment: FittedEnvironment): BuiltRun {
  const { average, evaluation } = config
  const { createLanes } = environment
  if (evaluation !== undefined && createLanes === undefined)
    throw new ConfigError(
      'policies are to be evaluated (evaluation.every), and only the specification of the environment was given; give what loadEnvironment gives',
    )
  return {
    ...run,
    ...(evaluation && {
      evaluation: inWords(evaluation, average !== undefined),
      shard: (createLanes, groups) => playingShard(run.shard(createLanes, groups), run.policy, createLanes),
    }),
    training(shards, options = {}) {
      const plain = run.training(shards, options)
      const training: Training<TrainingProgress> = average === undefined ? plain : averagedTraining(plain, average)
      if (evaluation === undefined || createLanes === undefined) return training
      const { every, episodes, actions } = evaluation
      const { rule } = endOf(evaluation.stop)
      return evaluatedTraining(training, {
        createLanes,
        shards,
        seed: config.seed,
        every,
        episodes,
        choices: actions === 'both' ? ['sample', 'mode'] : [actions],
        // The transforms of the environment do to actions what the config says, as in training.
        fittedBy: 'lanes',
        ...(rule && { stop: rule }),
        ...(options.clock && { clock: options.clock }),
        entering: options.entering,
      })
    },
  }
}

/** `20 episodes every 10 iterations, drawn and most likely actions, averaged parameters too`. */
function inWords({ every, episodes, actions, stop }: EvaluationConfig, averages: boolean): string {
  const often = every === 1 ? 'every iteration' : `every ${every} iterations`
  const which = { both: 'drawn and most likely actions', sample: 'drawn actions', mode: 'most likely actions' }[actions]
  return `${episodes} ${episodes === 1 ? 'episode' : 'episodes'} ${often}, ${which}${averages ? ', averaged parameters too' : ''}${endOf(stop).text}`
}
