import type { TrainingProgress, TrainingRecord } from '@trpo/core'
import { expectedSteps, type LoadedEnvironment } from '@trpo/recipes'
import { type BuiltTraining, trainingOf } from '@trpo/recipes/node'
import {
  exportListener,
  findStart,
  type RunExport,
  type RunStart,
  type TrainRunListener,
  type TrainRunOutcome,
  trainRun,
} from '@trpo/runs'
import { createProgress } from '../progress/create-progress.ts'
import type { Progress } from '../progress/progress.ts'
import type { TrpoRun } from '../run/find-run.ts'
import type { Interruption } from '../run/interrupt.ts'
import { createPulse } from './pulse.ts'
import { warnOfReplacement } from './warn-of-replacement.ts'

/** A run that is ready to be trained: everything that can be wrong with its input has been checked. */
export interface PreparedRun {
  readonly training: BuiltTraining
  /** Where it begins or is resumed. */
  readonly start: RunStart<TrainingProgress>
  /**
   * Trains until the config's iterations are done, the training is over, or a signal comes or has come before.
   *
   * @param provenance that of the run, which is known once it lies on the disk
   * @param exports formats to write the records in as well, besides those that the run has files of
   */
  train(
    interruption: Interruption,
    provenance: TrpoRun['provenance'],
    exports: readonly RunExport[],
  ): Promise<TrainRunOutcome<TrainingRecord>>
  /** Releases the environments. It has to be called in the end, whether the run was trained or not. */
  dispose(): Promise<void>
}

/** What preparing a run needs beside the run. */
interface PrepareOptions {
  readonly environment: LoadedEnvironment
  readonly startedIn: string
  /** Whether the run is new, whatever lies in its folder. */
  readonly isNew: boolean
  readonly workers: number | undefined
  /**
   * The signals that the caller already listens for.
   * @default a signal ends the process
   */
  readonly interruption?: Interruption
}

/**
 * Builds the training of a config and finds where the run stands. Throws a ConfigError or RunError, or an InterruptedError when a
 * signal comes meanwhile. Writes nothing.
 */
export async function prepareRun(
  run: Pick<TrpoRun, 'paths' | 'config'>,
  { environment, startedIn, isNew, workers, interruption }: PrepareOptions,
): Promise<PreparedRun> {
  const { paths, config } = run
  let progress: Progress | undefined
  let heard = interruption
  const pulse = createPulse(
    () => heard?.requested() ?? false,
    (part, steps) => progress?.during(part, steps),
  )
  const training = await trainingOf(config, {
    environment,
    startedIn,
    workers,
    pulse,
    onReplaced: warnOfReplacement,
  })
  try {
    await training.ready()
    const start = isNew ? { state: training.init(), isNew } : await findStart(paths, training)
    return {
      training,
      start,
      dispose: () => training.dispose(),
      async train(listening, provenance, exports) {
        heard = listening
        try {
          const shown: TrainRunListener<TrainingRecord> = {
            onBegin(records) {
              progress = createProgress(
                {
                  measures: training.measures,
                  from: start.state.iteration,
                  to: config.iterations,
                  stepsPerIteration: expectedSteps(training.run.amount, records.at(-1)?.steps),
                },
                process.stdout,
              )
            },
            onRecord: (record) => progress?.done(record),
          }
          return await trainRun(run, training, start, exportListener({ paths, provenance }, exports, shown))
        } finally {
          progress?.stop()
        }
      },
    }
  } catch (error) {
    await training.dispose()
    throw error
  }
}
