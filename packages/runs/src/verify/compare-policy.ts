import type { Training, TrainingProgress } from '@trpo/core'
import { messageOf } from '@trpo/math/messages'
import { encodePolicy, type Policy } from '@trpo/policies'
import { loadPolicy } from '@trpo/policies/node'
import { displayPath } from '../files/display-path.ts'
import type { RunPaths } from '../files/run-paths.ts'
import { encodedDifferences } from './compare-tensors.ts'
import type { Difference } from './difference.ts'

/** The states that the policy of a run may be of. */
export interface PolicyStates<S> {
  /** The state of the last checkpoint, or of the last record where no checkpoint is left. */
  readonly last: S
  /**
   * The state before that one. The policy is written after the checkpoint, so a run killed between them still has the earlier
   * policy.
   */
  readonly before: S
  /** The last state that was computed; its checkpoint may have been removed. */
  readonly end: S
}

/** What is said of the policy of a run. */
export type PolicyFound = 'agrees' | 'one iteration behind' | 'of a checkpoint that is gone'

/** Which state the policy of a run is of, or else what it differs in from that of the last checkpoint. */
export async function comparePolicy<S extends TrainingProgress>(
  paths: RunPaths,
  training: Pick<Training<S>, 'policy' | 'loading'>,
  { last, before, end }: PolicyStates<S>,
): Promise<PolicyFound | readonly Difference[]> {
  let stored: Policy
  try {
    stored = await loadPolicy(paths.policy, training.loading)
  } catch (error) {
    const fault = messageOf(error).replaceAll(paths.policy, displayPath(paths.policy))
    return [{ where: 'policy', field: 'its files', recorded: fault, recomputed: 'the policy of the last checkpoint' }]
  }
  const differencesFrom = (state: S) => {
    const policy = training.policy(state)
    // The policies of runs from before the bounds of actions were kept have none.
    const expected = stored.actions === undefined ? { ...policy, actions: undefined } : policy
    return encodedDifferences('policy', expected, encodePolicy(stored), encodePolicy(expected))
  }
  const differences = differencesFrom(last)
  if (differences.length === 0) return 'agrees'
  if (differencesFrom(before).length === 0) return 'one iteration behind'
  if (differencesFrom(end).length === 0) return 'of a checkpoint that is gone'
  return differences
}
