import type { Training, TrainingProgress } from '@trpo/core'
import type { Policy } from '@trpo/policies'
import { savePolicy } from '@trpo/policies/node'
import type { PlacedEvaluation } from '../figures/best-evaluation.ts'
import type { RunPaths } from './run-paths.ts'
import { resumeAfter, writing } from './storage-error.ts'

/** The parts of a training that know its policies. */
export type Policies<S extends TrainingProgress> = Pick<Training<S>, 'policy' | 'average'>

/** The policy of a state that an evaluation was of. */
export function evaluatedPolicy<S extends TrainingProgress>(
  training: Policies<S>,
  state: S,
  { policy }: Pick<PlacedEvaluation, 'policy'>,
): Policy {
  return (policy === 'average' ? training.average?.(state) : undefined) ?? training.policy(state)
}

/**
 * Writes the policies of a state: `best` where its own evaluation is the best one so far, `average` where the training keeps one,
 * and last the latest policy, so that the others are there when it is.
 */
export async function storePolicies<S extends TrainingProgress>(
  { policy, best, average, directory }: RunPaths,
  training: Policies<S>,
  state: S,
  evaluation: PlacedEvaluation | undefined,
): Promise<void> {
  const store = (folder: string, what: Policy) =>
    writing(folder, resumeAfter(directory), () => savePolicy(folder, what))
  if (evaluation?.iteration === state.iteration) await store(best, evaluatedPolicy(training, state, evaluation))
  if (training.average !== undefined) await store(average, training.average(state))
  await store(policy, training.policy(state))
}
