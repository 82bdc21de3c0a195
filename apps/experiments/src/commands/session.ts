import { counted } from '@trpo/math/messages'
import type { Config } from '@trpo/recipes'
import { endedByEvaluations, loadEnvironment, tryEnvironmentOf } from '@trpo/recipes/node'
import {
  assertFree,
  configDigest,
  createRun,
  displayPath,
  InterruptedError,
  listCheckpoints,
  makeDirectory,
  provenanceNow,
  type RunExport,
  type RunPaths,
  readMetrics,
  resumptionNow,
  withRunLock,
  writeIterations,
  writeResumption,
} from '@trpo/runs'
import { traceOf } from '@trpo/samplers'
import pc from 'picocolors'
import packageJson from '../../package.json' with { type: 'json' }
import { InputError } from '../errors.ts'
import { writeReport } from '../report/write-report.ts'
import { findRun, type TrpoRun } from '../run/find-run.ts'
import { type Interruption, listenForInterruption } from '../run/interrupt.ts'
import { replayCommand } from '../run/next-commands.ts'
import { introduce } from './introduce.ts'
import { isComplete } from './is-complete.ts'
import { type PreparedRun, prepareRun } from './prepare-run.ts'
import { printNext, summarize } from './summarize.ts'
import { warnOfChange } from './warn-of-change.ts'

/** The exit code of a command. */
export type ExitCode = 0 | 1 | 130

/** A run to begin. */
export interface NewRun {
  readonly paths: RunPaths
  readonly config: Config
  /** Whether to replace a run of that name. */
  readonly force: boolean
  /** The command line, for run.json. */
  readonly command: string
  /**
   * The most threads.
   * @default as many as the machine runs at once
   */
  readonly workers?: number | undefined
  /**
   * Formats to write its records in as well.
   * @default none
   */
  readonly exports?: readonly RunExport[]
  /** Checks what was built before anything is written. It may throw. */
  readonly inspect?: (built: PreparedRun['training']) => void
}

/** Begins a run and trains it. Everything that can be wrong with the input is found before its directory is made. */
export async function beginRun({
  paths,
  config,
  force,
  command,
  workers,
  exports,
  inspect,
}: NewRun): Promise<ExitCode> {
  await assertFree(paths, force)
  const environment = await loadEnvironment(config, process.cwd())
  tryEnvironmentOf(config, environment)
  const prepared = await prepareRun({ paths, config }, { environment, startedIn: process.cwd(), isNew: true, workers })
  try {
    inspect?.(prepared.training)
    const provenance = await provenanceNow({
      configDigest: configDigest(config),
      environmentDigest: environment.sourceDigest ?? null,
      command,
      version: packageJson.version,
      summary: prepared.training.summary,
      measures: prepared.training.measures,
    })
    await makeDirectory(paths)
    return await alone(paths, async (interruption) => {
      // Another process may have begun a run there meanwhile.
      await assertFree(paths, force)
      await createRun(paths, config, provenance)
      introduce({ paths, config }, environment, prepared)
      return trainAndReport({ paths, config, raw: config, provenance }, prepared, interruption, exports)
    })
  } finally {
    await prepared.dispose()
  }
}

/**
 * Resumes a run from its last checkpoint.
 *
 * @param iterations how many it is to have in all; by default what its config says
 * @param workers the most threads; by default as many as the machine runs at once
 */
export async function continueRun(
  directory: string,
  iterations: number | undefined,
  workers?: number,
): Promise<ExitCode> {
  const { paths } = await findRun(directory)
  return alone(paths, (interruption) => goOn(paths, iterations, workers, interruption))
}

/** Does `work` while no other process trains the run, and listens for signals meanwhile. */
async function alone(paths: RunPaths, work: (interruption: Interruption) => Promise<ExitCode>): Promise<ExitCode> {
  const interruption = listenForInterruption()
  try {
    return await withRunLock(paths, () => work(interruption))
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error
    console.log('Interrupted before it was resumed.')
    return 130
  } finally {
    interruption.release()
  }
}

async function goOn(
  paths: RunPaths,
  iterations: number | undefined,
  workers: number | undefined,
  interruption: Interruption,
): Promise<ExitCode> {
  const stored = await findRun(paths.directory)
  const { provenance, raw } = stored
  const config = { ...stored.config, iterations: iterations ?? stored.config.iterations }
  if (configDigest(raw) !== provenance.configDigest)
    throw new InputError(
      `${displayPath(paths.config)} is not the config this run began with (only iterations and checkpoints may change); undo the edit, or begin a run of its own with \`trpo train --config ${displayPath(paths.config)} --name <another>\``,
    )
  const done = (await listCheckpoints(paths.checkpoints)).at(-1)?.iteration ?? 0
  if (iterations !== undefined && iterations < done)
    throw new InputError(
      `--iterations ${iterations}: the run ${displayPath(paths.directory)} has ${counted(done, 'iteration')} already`,
    )
  if (done >= config.iterations && (await isComplete({ ...stored, config }))) {
    console.log(
      `The run ${displayPath(paths.directory)} is finished: ${done} of ${counted(config.iterations, 'iteration')}.`,
    )
    printNext({ paths, config }, true, endedByEvaluations(config, await readMetrics(paths.metrics)))
    return 0
  }
  const environment = await loadEnvironment(config, provenance.startedIn)
  warnOfChange(stored, environment, 'the rest of it is another experiment')
  const prepared = await prepareRun(
    { paths, config },
    { environment, startedIn: provenance.startedIn, isNew: false, workers, interruption },
  )
  try {
    const resumption = await resumptionNow(prepared.start.state.iteration)
    if (resumption.commit !== provenance.commit)
      process.stderr.write(
        pc.yellow(
          `warning: the run began with commit ${provenance.commit} and is resumed with ${resumption.commit}; it may not be what either of them gives\n`,
        ),
      )
    const run = { paths, config, raw, provenance: await writeResumption(stored, resumption) }
    if (config.iterations !== stored.config.iterations) await writeIterations(stored, config.iterations)
    introduce(run, environment, prepared)
    return await trainAndReport(run, prepared, interruption)
  } finally {
    await prepared.dispose()
  }
}

async function trainAndReport(
  run: TrpoRun,
  prepared: PreparedRun,
  interruption: Interruption,
  exports: readonly RunExport[] = [],
): Promise<ExitCode> {
  try {
    const { interrupted, stopped } = await prepared.train(interruption, run.provenance, exports)
    // The config of a run that is over before its iterations were done says so now.
    const trained = stopped ? await findRun(run.paths.directory) : run
    await writeReport(trained)
    await summarize(trained, prepared.training.measures, { interrupted, stopped })
    return interrupted ? 130 : 0
  } catch (error) {
    await keepWhatThereIs(run, error)
    throw error
  }
}

/** Draws the report after a failure, and says where the last good checkpoint and the episode that failed are. */
async function keepWhatThereIs(run: TrpoRun, error: unknown): Promise<void> {
  const last = (await listCheckpoints(run.paths.checkpoints)).at(-1)
  if (last === undefined) return
  await writeReport(run).catch(() => undefined)
  process.stderr.write(
    `the run stopped; its last good checkpoint is kept: ${displayPath(last.path)} (iteration ${last.iteration})\n`,
  )
  if (traceOf(error) !== undefined)
    process.stderr.write(`the episode that failed can be repeated: ${replayCommand(run)}\n`)
}
