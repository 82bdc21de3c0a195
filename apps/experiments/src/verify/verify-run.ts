import { encodeCheckpoint, type IterationRecord, type TrainingState } from '@trpo/core'
import { type CheckpointFile, DamagedCheckpointError, listCheckpoints, loadCheckpoint } from '@trpo/core/node'
import { encodePolicy, type Policy } from '@trpo/policies'
import { loadPolicy } from '@trpo/policies/node'
import { InputError, messageOf } from '../errors.ts'
import { readMetrics } from '../run/metrics-file.ts'
import { displayPath, exists, type RunPaths } from '../run/run-directory.ts'
import { trainedBy } from '../run/run-lock.ts'
import type { BuiltTrainer } from '../training/build-trainer.ts'
import { policyOf } from '../training/train-run.ts'
import { encodedDifferences } from './compare-tensors.ts'
import { type Difference, jsonDifferences } from './difference.ts'
import { refuseOtherVersion } from './other-version.ts'

/** What a run has that can be compared with what comes out again. */
export interface Recorded {
  readonly checkpoints: readonly CheckpointFile[]
  readonly records: readonly IterationRecord[]
  /** The first iteration that is recomputed follows this one; 0 for the state that is drawn from the seed. */
  readonly from: number
  /** The last iteration that a record or a checkpoint is of. */
  readonly to: number
}

/** What verification found. */
export interface Verification {
  /** In the order in which a run computes its quantities, all of one iteration or file; none when all agrees. */
  readonly differences: readonly Difference[]
  /** The last iteration that was compared. */
  readonly iteration: number
  /** How many records and checkpoints were compared and agree. */
  readonly records: number
  readonly checkpoints: number
  /** Whether the policy is that of the run's last checkpoint; what is said of it otherwise. */
  readonly policy: 'agrees' | 'one iteration behind' | 'being written' | 'not compared'
}

/**
 * Finds what a run has, and where to begin. Throws an InputError when there is nothing to verify, or no checkpoint to
 * begin from.
 *
 * @param last recompute so many iterations only
 */
export async function findRecorded(paths: RunPaths, last: number | undefined): Promise<Recorded> {
  const checkpoints = await listCheckpoints(paths.checkpoints)
  const records = await readMetrics(paths.metrics)
  const shown = displayPath(paths.directory)
  const to = Math.max(checkpoints.at(-1)?.iteration ?? 0, records.length)
  if (checkpoints.length === 0 && records.length === 0)
    throw new InputError(`the run ${shown} has neither a checkpoint nor a record yet: there is nothing to verify`)
  const from = last === undefined ? 0 : Math.max(0, to - last)
  if (from > 0 && !checkpoints.some(({ iteration }) => iteration === from)) {
    const usable = checkpoints.filter(({ iteration }) => iteration < to).map(({ iteration }) => to - iteration)
    const kept = checkpoints.map(({ iteration }) => iteration).join(', ')
    throw new InputError(
      `--last ${last} begins from the checkpoint of iteration ${from}, and the run ${shown} keeps ${kept === '' ? 'none' : `those of ${kept}`}; ${usable.length === 0 ? 'leave --last out to begin from the seed' : `give --last ${usable.join(', ')}, or leave it out to begin from the seed`} (checkpoints.keep of a config says how many are kept)`,
    )
  }
  return { checkpoints, records, from, to }
}

/**
 * Computes the iterations of a run again and compares all that it has of them, until something differs. Writes nothing.
 *
 * Throws an InputError when a checkpoint is of another version, and an InterruptedError when a signal came.
 *
 * @param done hears of every iteration that agrees
 */
export async function verifyRun(
  paths: RunPaths,
  { model, trainer }: BuiltTrainer,
  recorded: Recorded,
  done: (record: IterationRecord) => void,
): Promise<Verification> {
  const { from, to } = recorded
  const files = new Map(recorded.checkpoints.map((file) => [file.iteration, file]))
  const lastCheckpoint = recorded.checkpoints.at(-1)?.iteration ?? 0
  const counts = { records: 0, checkpoints: 0 }
  const ended = (iteration: number, differences: readonly Difference[], policy: Verification['policy']) => ({
    ...counts,
    iteration,
    differences,
    policy,
  })

  /** What a checkpoint that is kept differs in from the state that it should hold. */
  const checkpointDifferences = async (state: TrainingState): Promise<Difference[]> => {
    const file = files.get(state.iteration)
    if (file === undefined) return []
    const stored = await read(file)
    if (stored === undefined) return []
    if (!('state' in stored)) return [stored]
    counts.checkpoints++
    return encodedDifferences(
      placeOf(file),
      model.network,
      encodeCheckpoint(model, stored.state),
      encodeCheckpoint(model, state),
    )
  }

  /** undefined for one that a run under way has removed meanwhile. */
  const read = async (file: CheckpointFile): Promise<{ readonly state: TrainingState } | Difference | undefined> => {
    try {
      return { state: await loadCheckpoint(file.path, model) }
    } catch (error) {
      if (!(await exists(file.path))) return undefined
      if (!(error instanceof DamagedCheckpointError)) await refuseOtherVersion(file.path)
      const fault = messageOf(error).replaceAll(file.path, displayPath(file.path))
      return { where: placeOf(file), field: 'its files', recorded: fault, recomputed: 'a checkpoint of this run' }
    }
  }

  // Before anything is computed: what needs no computing, and what another version computed, which differs for a good
  // reason.
  for (const file of recorded.checkpoints.filter(({ iteration }) => iteration >= from)) {
    const stored = await read(file)
    if (stored !== undefined && !('state' in stored)) return ended(file.iteration, [stored], 'not compared')
  }

  let state = trainer.init()
  let before = state
  let kept: { readonly last: TrainingState; readonly before: TrainingState } | undefined
  const start = from === 0 ? undefined : files.get(from)
  if (start !== undefined) {
    const stored = await read(start)
    if (stored === undefined) throw new InputError(`${displayPath(start.path)} is gone; give another --last`)
    if (!('state' in stored)) return ended(from, [stored], 'not compared')
    state = stored.state
    const named = jsonDifferences(placeOf(start), state.iteration, from, 'iteration')
    if (named.length > 0) return ended(from, named, 'not compared')
    before = state
  } else {
    const differences = await checkpointDifferences(state)
    if (differences.length > 0) return ended(0, differences, 'not compared')
  }
  if (state.iteration === lastCheckpoint) kept = { last: state, before }

  while (state.iteration < to) {
    const [next, record] = await trainer.step(state)
    before = state
    state = next
    const differences = [
      ...recordDifferences(recorded, record, lastCheckpoint, counts),
      ...(await checkpointDifferences(next)),
    ]
    if (differences.length > 0) return ended(next.iteration, differences, 'not compared')
    if (next.iteration === lastCheckpoint) kept = { last: next, before }
    done(record)
  }

  if (kept === undefined) return ended(to, [], 'not compared')
  if ((await trainedBy(paths)) !== undefined) return ended(to, [], 'being written')
  return comparePolicy(paths, policyOf(model, kept.last), policyOf(model, kept.before), (differences, policy) =>
    ended(to, differences, policy),
  )
}

/** What the record of an iteration differs in; the timings are left out. */
function recordDifferences(
  { records }: Recorded,
  record: IterationRecord,
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
  const { timings: _timings, ...again } = record
  // Through JSON, as the one in the file: it has no -0.
  return jsonDifferences(where, stored, JSON.parse(JSON.stringify(again)))
}

async function comparePolicy(
  paths: RunPaths,
  last: Policy,
  before: Policy,
  ended: (differences: readonly Difference[], policy: Verification['policy']) => Verification,
): Promise<Verification> {
  let stored: Policy
  try {
    stored = await loadPolicy(paths.policy)
  } catch (error) {
    const fault = messageOf(error).replaceAll(paths.policy, displayPath(paths.policy))
    return ended(
      [{ where: 'policy', field: 'its files', recorded: fault, recomputed: 'the policy of the last checkpoint' }],
      'not compared',
    )
  }
  const differences = encodedDifferences('policy', last.network, encodePolicy(stored), encodePolicy(last))
  if (differences.length === 0) return ended([], 'agrees')
  // It is written after the checkpoint: a run that was killed between them has the one before.
  if (encodedDifferences('policy', last.network, encodePolicy(stored), encodePolicy(before)).length === 0)
    return ended([], 'one iteration behind')
  return ended(differences, 'not compared')
}

function placeOf({ iteration }: CheckpointFile): string {
  return `checkpoints/${String(iteration).padStart(6, '0')}`
}
