import type { Training, TrainingProgress, TrainingRecord } from '@trpo/core'
import { bestEvaluation, betterEvaluation, type PlacedEvaluation } from '../figures/best-evaluation.ts'
import { evaluatedPolicy } from '../files/policy-files.ts'
import type { RunPaths } from '../files/run-paths.ts'
import { comparePolicy, type PolicyFound, type PolicyStates } from './compare-policy.ts'
import type { Difference } from './difference.ts'

/** The best evaluation so far. */
export interface BestState<S> {
  readonly evaluation: PlacedEvaluation
  /** The state that it was of; undefined where that is not computed again. */
  readonly state: S | undefined
}

/** The better one of the best evaluation so far and that of a record, if it has one. */
export function betterState<S>(
  best: BestState<S> | undefined,
  record: TrainingRecord,
  state: S,
): BestState<S> | undefined {
  const evaluation = bestEvaluation([record])
  if (evaluation === undefined || betterEvaluation(best?.evaluation, evaluation) !== evaluation) return best
  return { evaluation, state }
}

/**
 * Which state the latest policy of a run is of; or what this policy, the average or the best one differ in from what they should
 * be. The best one is not compared where its state was not computed again.
 */
export async function comparePolicies<S extends TrainingProgress>(
  paths: RunPaths,
  training: Pick<Training<S>, 'policy' | 'average' | 'loading'>,
  states: PolicyStates<S>,
  best: PolicyStates<BestState<S> | undefined>,
): Promise<PolicyFound | readonly Difference[]> {
  const others = [
    ...(training.average === undefined
      ? []
      : [await comparePolicy({ folder: paths.average, where: 'average', of: training.average }, training, states)]),
    await compareBest(paths, training, best),
  ]
  const differences = others.find((found) => typeof found !== 'string')
  if (differences !== undefined) return differences
  return comparePolicy({ folder: paths.policy, where: 'policy', of: training.policy }, training, states)
}

async function compareBest<S extends TrainingProgress>(
  { best: folder }: RunPaths,
  training: Pick<Training<S>, 'policy' | 'average' | 'loading'>,
  { last, before, end }: PolicyStates<BestState<S> | undefined>,
): Promise<PolicyFound | readonly Difference[]> {
  if (last?.state === undefined) return 'agrees'
  const { state: ofLast, evaluation: evaluationOfLast } = last
  /** Where it was of a state that is not computed again, only the last one can be compared. */
  const known = (best: BestState<S> | undefined) =>
    best?.state === undefined
      ? { state: ofLast, evaluation: evaluationOfLast }
      : { state: best.state, evaluation: best.evaluation }
  return comparePolicy(
    { folder, where: 'best', of: ({ state, evaluation }) => evaluatedPolicy(training, state, evaluation) },
    training,
    { last: known(last), before: known(before), end: known(end) },
  )
}
