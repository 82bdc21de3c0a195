import type { Training, TrainingProgress, TrainingRecord } from '@trpo/core'
import { messageOf } from '@trpo/math/messages'
import { RunError } from '../errors.ts'
import { bestEvaluation } from '../figures/best-evaluation.ts'
import { type CheckpointFile, DamagedCheckpointError, loadCheckpoint } from '../files/checkpoint-files.ts'
import { displayPath } from '../files/display-path.ts'
import { exists } from '../files/exists.ts'
import { refuseOtherVersion } from '../files/other-version.ts'
import { trainedBy } from '../files/run-lock.ts'
import type { RunPaths } from '../files/run-paths.ts'
import { type BestState, betterState, comparePolicies } from './compare-policies.ts'
import type { PolicyFound, PolicyStates } from './compare-policy.ts'
import { encodedDifferences } from './compare-tensors.ts'
import { type Difference, jsonDifferences } from './difference.ts'
import type { Recorded } from './find-recorded.ts'
import { asRecorded } from './known-numbers.ts'

/** What verification found. */
export interface Verification {
  /** In the order in which a run computes its quantities, all of one iteration or file; none when all agrees. */
  readonly differences: readonly Difference[]
  /** The last iteration that was compared. */
  readonly iteration: number
  /** How many records were compared and agree. */
  readonly records: number
  /** How many checkpoints were compared. */
  readonly checkpoints: number
  /** Whether the policy is that of the run's last checkpoint; what is said of it otherwise. */
  readonly policy: PolicyFound | 'being written' | 'not compared'
  /** The folders of the policies that were compared and agree; the best one is left out where its state is not computed again. */
  readonly policies: readonly ('policy' | 'best' | 'average')[]
}

/**
 * Computes the iterations of a run again and compares all that it has of them, until something differs. Writes nothing.
 *
 * Throws a RunError when a checkpoint is of another version, and an InterruptedError when a signal came.
 *
 * @param done is called for every iteration that agrees
 */
export async function verifyRun<S extends TrainingProgress, R extends TrainingRecord>(
  paths: RunPaths,
  training: Training<S, R>,
  recorded: Recorded,
  done: (record: R) => void,
): Promise<Verification> {
  const { from, to } = recorded
  const files = new Map(recorded.checkpoints.map((file) => [file.iteration, file]))
  const lastCheckpoint = recorded.checkpoints.at(-1)?.iteration ?? 0
  const iterationOfPolicy = recorded.checkpoints.length === 0 ? to : lastCheckpoint
  const counts = { records: 0, checkpoints: 0 }
  const ended = (
    iteration: number,
    differences: readonly Difference[],
    policy: Verification['policy'],
  ): Verification => ({
    ...counts,
    policies: [],
    iteration,
    differences,
    policy,
  })

  /** How a checkpoint that is kept differs from the state that it should hold. */
  const checkpointDifferences = async (state: S): Promise<Difference[]> => {
    const file = files.get(state.iteration)
    if (file === undefined) return []
    const stored = await read(file)
    if (stored === undefined) return []
    if (!('state' in stored)) return [stored]
    counts.checkpoints++
    const [left, right] = [training.encode(stored.state), training.encode(state)]
    return encodedDifferences(placeOf(file), training.policy(state), left, right)
  }

  /** Undefined for one that a run under way has removed meanwhile. */
  const read = async (file: CheckpointFile): Promise<{ readonly state: S } | Difference | undefined> => {
    try {
      return { state: training.decode(await loadCheckpoint(file.path)) }
    } catch (error) {
      if (!(await exists(file.path))) return undefined
      if (!(error instanceof DamagedCheckpointError))
        await refuseOtherVersion(file.path, 'verify', training.encode(training.init()))
      const fault = messageOf(error).replaceAll(file.path, displayPath(file.path))
      return { where: placeOf(file), field: 'its files', recorded: fault, recomputed: 'a checkpoint of this run' }
    }
  }

  // First comes what needs no computing, and what another version computed, which differs for a good reason.
  for (const file of recorded.checkpoints.filter(({ iteration }) => iteration >= from)) {
    const stored = await read(file)
    if (stored !== undefined && !('state' in stored)) return ended(file.iteration, [stored], 'not compared')
  }

  let state = training.init()
  let before = state
  let kept: Omit<PolicyStates<S>, 'end'> | undefined
  const earlier = bestEvaluation(recorded.records.slice(0, from))
  let best: BestState<S> | undefined = earlier && { evaluation: earlier, state: undefined }
  let keptBest: Omit<PolicyStates<typeof best>, 'end'> = { last: best, before: best }
  const start = from === 0 ? undefined : files.get(from)
  if (start !== undefined) {
    const stored = await read(start)
    if (stored === undefined) throw new RunError(`${displayPath(start.path)} is gone; give another --last`)
    if (!('state' in stored)) return ended(from, [stored], 'not compared')
    state = stored.state
    const named = jsonDifferences(placeOf(start), state.iteration, from, 'iteration')
    if (named.length > 0) return ended(from, named, 'not compared')
    before = state
  } else {
    const differences = await checkpointDifferences(state)
    if (differences.length > 0) return ended(0, differences, 'not compared')
  }
  if (state.iteration === iterationOfPolicy) kept = { last: state, before }

  while (state.iteration < to) {
    const [next, record] = await training.step(state)
    before = state
    state = next
    const bestBefore = best
    best = betterState(best, record, next)
    const differences = [
      ...recordDifferences(recorded, record, lastCheckpoint, counts),
      ...(await checkpointDifferences(next)),
    ]
    if (differences.length > 0) return ended(next.iteration, differences, 'not compared')
    if (next.iteration === iterationOfPolicy) {
      kept = { last: next, before }
      keptBest = { last: best, before: bestBefore }
    }
    done(record)
  }

  if (kept === undefined) return ended(to, [], 'not compared')
  if ((await trainedBy(paths)) !== undefined) return ended(to, [], 'being written')
  const policy = await comparePolicies(paths, training, { ...kept, end: state }, { ...keptBest, end: best })
  if (typeof policy !== 'string') return ended(to, policy, 'not compared')
  if (policy !== 'agrees') return ended(to, [], policy)
  const ofBest = keptBest.last?.state === undefined ? [] : (['best'] as const)
  const average = training.average === undefined ? [] : (['average'] as const)
  return { ...ended(to, [], policy), policies: ['policy', ...ofBest, ...average] }
}

/** How the record of an iteration differs; timings are left out. */
function recordDifferences(
  { records, numbers }: Recorded,
  record: TrainingRecord,
  lastCheckpoint: number,
  counts: { records: number },
): Difference[] {
  const { iteration } = record
  // A record is written before its checkpoint, so only those after the last one may be missing.
  const line = iteration - 1
  const recorded = records[line]
  const where = `metrics.jsonl, line ${line + 1}`
  if (recorded === undefined) {
    if (iteration > lastCheckpoint) return []
    return [{ where, field: 'the record', recorded: 'nothing', recomputed: `that of iteration ${iteration}` }]
  }
  counts.records++
  const { timings: _recordedTimings, ...stored } = recorded
  return jsonDifferences(where, stored, asRecorded(record, numbers))
}

function placeOf({ iteration }: CheckpointFile): string {
  return `checkpoints/${String(iteration).padStart(6, '0')}`
}
