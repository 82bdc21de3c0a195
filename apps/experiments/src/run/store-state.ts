import type { TrainingState } from '@trpo/core'
import { saveCheckpoint } from '@trpo/core/node'
import type { Policy, PolicyModel } from '@trpo/policies'
import { savePolicy } from '@trpo/policies/node'
import type { RunPaths } from './run-directory.ts'
import { resumeAfter, writing } from './storage-error.ts'

/** Adds a checkpoint to a run, and removes all but the last `keep`. Throws an InputError when it cannot be written. */
export async function storeCheckpoint(
  { checkpoints, directory }: RunPaths,
  model: PolicyModel,
  state: TrainingState,
  keep: number,
): Promise<void> {
  await writing(checkpoints, resumeAfter(directory), () => saveCheckpoint(checkpoints, model, state, keep))
}

/** Makes a policy that of a run. Throws an InputError when it cannot be written. */
export async function storePolicy({ policy: path, directory }: RunPaths, policy: Policy): Promise<void> {
  await writing(path, resumeAfter(directory), () => savePolicy(path, policy))
}
