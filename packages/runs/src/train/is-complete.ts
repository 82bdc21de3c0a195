import type { Training, TrainingProgress } from '@trpo/core'
import { encodePolicy } from '@trpo/policies'
import { loadPolicy } from '@trpo/policies/node'
import { listCheckpoints, loadCheckpoint } from '../files/checkpoint-files.ts'
import type { RunPaths } from '../files/run-paths.ts'

/** Whether the policy of a run is that of its last checkpoint. A crash may have come between the two. */
export async function isPolicyCurrent<S extends TrainingProgress>(
  paths: RunPaths,
  training: Pick<Training<S>, 'decode' | 'policy' | 'loading'>,
): Promise<boolean> {
  const last = (await listCheckpoints(paths.checkpoints)).at(-1)
  if (last === undefined) return false
  const stored = await loadPolicy(paths.policy, training.loading).catch(() => undefined)
  if (stored === undefined) return false
  try {
    const [left, right] = [stored, training.policy(training.decode(await loadCheckpoint(last.path)))].map(encodePolicy)
    return left.json === right.json && Buffer.compare(left.tensors, right.tensors) === 0
  } catch {
    // No policy can be renewed from a checkpoint that this version cannot read.
    return true
  }
}
