import type { Training, TrainingProgress, TrainingRecord } from '@trpo/core'
import { assertLoadable } from '@trpo/policies'
import { RunError } from '../errors.ts'
import type { RunExport } from '../exports/run-export.ts'
import { configDigest, type RunConfig } from '../files/config-identity.ts'
import { displayPath } from '../files/display-path.ts'
import { assertFree, createRun, makeDirectory } from '../files/new-run.ts'
import { provenanceNow, resumptionNow } from '../files/provenance.ts'
import { withRunLock } from '../files/run-lock.ts'
import { runPaths } from '../files/run-paths.ts'
import { readRun, writeIterations, writeResumption } from '../files/stored-run.ts'
import { exportListener } from './export-listener.ts'
import { findStart, type TrainRunListener, type TrainRunOutcome, trainRun } from './train-run.ts'

/** A run to begin in a folder. */
export interface BeginRunSettings<S extends TrainingProgress, R extends TrainingRecord> extends TrainRunListener<R> {
  /** Its folder, which is made. */
  readonly directory: string
  /** Its config: plain JSON, from which the training can be built again. */
  readonly config: RunConfig
  /** What trains, built from the config. */
  readonly training: Training<S, R>
  /**
   * Whether a run that is there is replaced.
   * @default false
   */
  readonly force?: boolean
  /**
   * Formats that its records are also written in, each into a file of its own beside metrics.jsonl. A resumed run continues the
   * files that it has.
   * @default none
   */
  readonly exports?: readonly RunExport[]
  /**
   * What began it, for run.json.
   * @default the command line of this process
   */
  readonly command?: string
}

/**
 * Begins a run and trains it while no other process does.
 *
 * Throws an Error, before anything is written, when its policy could be saved and not loaded again with the training's
 * `loading`. Throws a RunError when the folder holds something else or a file cannot be written, and whatever the training
 * throws. The run then stands at its last checkpoint.
 */
export async function beginRun<S extends TrainingProgress, R extends TrainingRecord>(
  settings: BeginRunSettings<S, R>,
): Promise<TrainRunOutcome<R>> {
  const { config, training, force = false, exports = [], command = process.argv.join(' ') } = settings
  const paths = runPaths(settings.directory)
  const first = training.init()
  assertLoadable(training.policy(first), training.loading)
  await assertFree(paths, force)
  await makeDirectory(paths)
  return withRunLock(paths, async () => {
    await assertFree(paths, force)
    const provenance = await provenanceNow({
      configDigest: configDigest(config),
      environmentDigest: null,
      command,
      version: 'a program',
      summary: training.summary,
      measures: training.measures,
    })
    await createRun(paths, config, provenance)
    const listener = exportListener({ paths, provenance }, exports, settings)
    return trainRun({ paths, config }, training, { state: first, isNew: true }, listener)
  })
}

/** The folder of a run, what trains it, and how far it is to go. */
export interface ResumeRunSettings<S extends TrainingProgress, R extends TrainingRecord> extends TrainRunListener<R> {
  /** Its folder. */
  readonly directory: string
  /** What trains, built from the config of the run. */
  readonly training: Training<S, R>
  /**
   * How many iterations it is to have in all.
   * @default what its config says
   */
  readonly iterations?: number
}

/**
 * Trains a run on from its last checkpoint, to the same bits as if it had never stopped. Throws a RunError when there is no
 * run, its config was edited, or its last checkpoint cannot be used.
 */
export async function resumeRun<S extends TrainingProgress, R extends TrainingRecord>(
  settings: ResumeRunSettings<S, R>,
): Promise<TrainRunOutcome<R>> {
  const { training } = settings
  const { paths } = await readRun(settings.directory)
  return withRunLock(paths, async () => {
    const stored = await readRun(settings.directory)
    if (configDigest(stored.raw) !== stored.provenance.configDigest)
      throw new RunError(
        `${displayPath(paths.config)} is not the config that this run began with (only iterations and checkpoints may change); undo the edit, or begin another run`,
      )
    const config = { ...stored.config, iterations: settings.iterations ?? stored.config.iterations }
    const start = await findStart(paths, training)
    await writeResumption(stored, await resumptionNow(start.state.iteration))
    if (config.iterations !== stored.config.iterations) await writeIterations(stored, config.iterations)
    return trainRun({ paths, config }, training, start, exportListener(stored, [], settings))
  })
}
