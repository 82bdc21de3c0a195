import { readFile } from 'node:fs/promises'
import { listCheckpoints, loadCheckpoint } from '@trpo/core/node'
import { encodePolicy, type Policy } from '@trpo/policies'
import { loadPolicy } from '@trpo/policies/node'
import { iterationsDone } from '../report/write-report.ts'
import type { StoredRun } from '../run/run-directory.ts'
import { policyOf } from './train-run.ts'

/**
 * Whether policy and report of a run whose iterations are done are those of its last checkpoint: a crash may have come
 * between the checkpoint and them.
 */
export async function isComplete({ paths, config }: Pick<StoredRun, 'paths' | 'config'>): Promise<boolean> {
  const last = (await listCheckpoints(paths.checkpoints)).at(-1)
  const report = await readFile(paths.report, 'utf8').catch(() => '')
  if (last === undefined || !report.includes(iterationsDone(last.iteration, config.iterations))) return false
  const policy = await loadPolicy(paths.policy).catch(() => undefined)
  if (policy === undefined) return false
  try {
    return isSamePolicy(policy, policyOf(policy, await loadCheckpoint(last.path, policy)))
  } catch {
    // A checkpoint that this version cannot read is nothing to renew a policy from.
    return true
  }
}

/** Whether two policies are equal bit for bit. */
function isSamePolicy(a: Policy, b: Policy): boolean {
  const [left, right] = [encodePolicy(a), encodePolicy(b)]
  return left.json === right.json && Buffer.compare(left.tensors, right.tensors) === 0
}
