import type { Training, TrainingProgress } from '@trpo/core'
import { messageOf } from '@trpo/math/messages'
import { encodePolicy, type Policy } from '@trpo/policies'
import { loadPolicy } from '@trpo/policies/node'
import { displayPath } from '../files/display-path.ts'
import { encodedDifferences } from './compare-tensors.ts'
import type { Difference } from './difference.ts'

/** The states that a policy of a run may be of. */
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

/** A folder that holds a policy, and what it should hold. */
export interface ComparedPolicy<S> {
  /** The folder. */
  readonly folder: string
  /** What differences call it, such as `policy`. */
  readonly where: string
  /** The policy of a state. */
  readonly of: (state: S) => Policy
}

/** Which state the policy in a folder is of, or else what it differs in from that of the last checkpoint. */
export async function comparePolicy<S>(
  { folder, where, of }: ComparedPolicy<S>,
  { loading }: Pick<Training<TrainingProgress>, 'loading'>,
  { last, before, end }: PolicyStates<S>,
): Promise<PolicyFound | readonly Difference[]> {
  let stored: Policy
  try {
    stored = await loadPolicy(folder, loading)
  } catch (error) {
    const fault = messageOf(error).replaceAll(folder, displayPath(folder))
    return [{ where, field: 'its files', recorded: fault, recomputed: 'the policy of the last checkpoint' }]
  }
  const differencesFrom = (state: S) => {
    const policy = of(state)
    // The policies of runs from before the bounds of actions were kept have none.
    const expected = stored.actions === undefined ? { ...policy, actions: undefined } : policy
    return encodedDifferences(where, expected, encodePolicy(stored), encodePolicy(expected))
  }
  const differences = differencesFrom(last)
  if (differences.length === 0) return 'agrees'
  if (differencesFrom(before).length === 0) return 'one iteration behind'
  if (differencesFrom(end).length === 0) return 'of a checkpoint that is gone'
  return differences
}
