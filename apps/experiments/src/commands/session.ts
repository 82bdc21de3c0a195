import { availableParallelism } from 'node:os'
import type { WorkerReplacement } from '@trpo/core'
import { listCheckpoints } from '@trpo/core/node'
import { spaceSize } from '@trpo/envs'
import pc from 'picocolors'
import { configDigest } from '../config/digest.ts'
import type { Config } from '../config/schema.ts'
import { type LoadedEnvironment, loadEnvironment } from '../environments/load-environment.ts'
import { InputError } from '../errors.ts'
import { curvePoints, learningFigures } from '../figures/learning-figures.ts'
import { duration, short, someIterations, thousands } from '../progress/format.ts'
import { writeReport } from '../report/write-report.ts'
import { readMetrics } from '../run/metrics-file.ts'
import { evaluateCommand, resumeCommand } from '../run/next-commands.ts'
import { provenanceNow, resumptionNow } from '../run/provenance.ts'
import {
  assertFree,
  createRun,
  displayPath,
  makeDirectory,
  type RunPaths,
  readRun,
  type StoredRun,
  writeConfig,
  writeResumption,
} from '../run/run-directory.ts'
import { withRunLock } from '../run/run-lock.ts'
import { describeModel } from '../training/build-model.ts'
import type { Hosting } from '../training/build-trainer.ts'
import { type Interruption, listenForInterruption } from '../training/interrupt.ts'
import { isComplete } from '../training/is-complete.ts'
import { type PreparedRun, prepareRun } from '../training/train-run.ts'

/** The exit code of a command. */
export type ExitCode = 0 | 1 | 130

/** A run to begin. */
export interface NewRun {
  readonly paths: RunPaths
  readonly config: Config
  /** Replace a run that is there. */
  readonly force: boolean
  /** The command line, for run.json. */
  readonly command: string
  /** Threads at most; all that the machine runs at once when undefined. */
  readonly workers?: number | undefined
  /** Looks at what was built before anything is written; may throw. */
  readonly inspect?: (built: PreparedRun) => void
}

/** Begins a run and trains it. Everything that can be wrong with the input is found before its directory is made. */
export async function beginRun({ paths, config, force, command, workers, inspect }: NewRun): Promise<ExitCode> {
  await assertFree(paths, force)
  const environment = await loadEnvironment(config, process.cwd())
  const prepared = await prepareRun({ paths, config }, environment, true, hosting(workers, process.cwd()))
  try {
    inspect?.(prepared)
    const provenance = await provenanceNow({
      configDigest: configDigest(config),
      environmentDigest: environment.sourceDigest ?? null,
      command,
    })
    await makeDirectory(paths)
    return await alone(paths, async (interruption) => {
      // Another process may have begun a run there meanwhile.
      await assertFree(paths, force)
      await createRun(paths, config, provenance)
      introduce({ paths, config }, environment, prepared)
      return trainAndReport({ paths, config, provenance }, prepared, interruption)
    })
  } finally {
    await prepared.dispose()
  }
}

/**
 * Trains a run on from its last checkpoint.
 *
 * @param iterations how many it is to have in all; what its config says when undefined
 * @param workers threads at most; all that the machine runs at once when undefined
 */
export async function continueRun(
  directory: string,
  iterations: number | undefined,
  workers?: number,
): Promise<ExitCode> {
  const { paths } = await readRun(directory)
  return alone(paths, (interruption) => goOn(paths, iterations, workers, interruption))
}

/** Where the shards of a run live, and that a worker which is replaced is told of. */
export function hosting(workers: number | undefined, startedIn: string): Hosting {
  return {
    workers: workers ?? availableParallelism(),
    startedIn,
    onReplaced: ({ groups, reason }: WorkerReplacement) =>
      process.stderr.write(
        pc.yellow(
          `\na worker died because ${reason}; another one computes its part again (lane groups ${groups.first} to ${groups.last - 1})\n`,
        ),
      ),
  }
}

/** Does `work` as the only process that trains the run, while it listens for signals. */
async function alone(paths: RunPaths, work: (interruption: Interruption) => Promise<ExitCode>): Promise<ExitCode> {
  const interruption = listenForInterruption()
  try {
    return await withRunLock(paths, () => work(interruption))
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
  const stored = await readRun(paths.directory)
  const { provenance } = stored
  const config = { ...stored.config, iterations: iterations ?? stored.config.iterations }
  if (configDigest(config) !== provenance.configDigest)
    throw new InputError(
      `${displayPath(paths.config)} is not the config this run began with (only iterations and checkpoints may change); undo the edit, or begin a run of its own with \`trpo train --config ${displayPath(paths.config)} --name <another>\``,
    )
  const done = (await listCheckpoints(paths.checkpoints)).at(-1)?.iteration ?? 0
  if (iterations !== undefined && iterations < done)
    throw new InputError(
      `--iterations ${iterations}: the run ${displayPath(paths.directory)} has ${done} iterations already`,
    )
  if (done >= config.iterations && (await isComplete({ paths, config }))) {
    console.log(`The run ${displayPath(paths.directory)} is finished: ${done} of ${config.iterations} iterations.`)
    printNext({ paths, config }, true)
    return 0
  }
  const environment = await loadEnvironment(config, provenance.startedIn)
  if ((environment.sourceDigest ?? null) !== provenance.environmentDigest)
    process.stderr.write(
      pc.yellow(
        `warning: ${config.environment.name} was changed since the run began; the rest of it is another experiment\n`,
      ),
    )
  const prepared = await prepareRun({ paths, config }, environment, false, hosting(workers, provenance.startedIn))
  try {
    const resumption = await resumptionNow(prepared.state.iteration)
    if (resumption.commit !== provenance.commit)
      process.stderr.write(
        pc.yellow(
          `warning: the run began with commit ${provenance.commit} and goes on with ${resumption.commit}; it may not be what either of them gives\n`,
        ),
      )
    const run = { paths, config, provenance: await writeResumption(stored, resumption) }
    if (config.iterations !== stored.config.iterations) await writeConfig(paths, config)
    introduce(run, environment, prepared)
    return await trainAndReport(run, prepared, interruption)
  } finally {
    await prepared.dispose()
  }
}

/** Says what is about to happen. */
function introduce(
  { paths, config }: Pick<StoredRun, 'paths' | 'config'>,
  environment: LoadedEnvironment,
  prepared: PreparedRun,
): void {
  const { spec } = environment
  const { sampling, algorithm, baseline } = config
  const limit = spec.timeLimit === undefined ? 'without a time limit' : `of at most ${thousands(spec.timeLimit)} steps`
  const amount =
    sampling.unit === 'paths'
      ? `${thousands(sampling.perIteration)} whole paths ${limit}`
      : `${thousands(sampling.perIteration)} steps, episodes ${limit}`
  const { iteration } = prepared.state
  const facts: [string, string][] = [
    ['run', `${displayPath(paths.directory)} (preset ${config.preset}, seed ${config.seed})`],
    ['task', `${spec.name}: ${spaceSize(spec.observationSpace)} observations, ${actionsOf(environment)}`],
    ['policy', describeModel(prepared.model, config)],
    ['batch', `${amount}, in ${sampling.lanes} lanes`],
    ['step', `TRPO, delta ${algorithm.maxKl}, discount ${algorithm.discount}, baseline ${baseline.kind}`],
    ['iterations', iterationsOf(iteration, config.iterations)],
  ]
  if (prepared.workers > 1) facts.push(['workers', `${prepared.workers} threads`])
  const share = Math.floor(sampling.perIteration / sampling.lanes)
  if (sampling.unit === 'steps' && sampling.episodes === 'fresh' && (spec.timeLimit ?? 0) > share)
    facts.push([
      'note',
      `a lane has ${share} steps an iteration: longer episodes are cut, and have no return; --set sampling.episodes=continue goes on with them`,
    ])
  for (const [name, value] of facts) console.log(`${pc.dim(name.padEnd(11))}${value}`)
  console.log('')
}

/** `40`, `13 to 40`, or that there are none left, as when only the end of a run is to be written again. */
function iterationsOf(done: number, all: number): string {
  if (done >= all) return `${all}, all done: what the end of the run did not write is written`
  return done === 0 ? `${all}` : `${done + 1} to ${all}`
}

function actionsOf({ spec }: LoadedEnvironment): string {
  const space = spec.actionSpace
  if (space.kind === 'discrete') return `${space.n} actions`
  const size = spaceSize(space)
  return `${size} ${space.kind === 'box' ? 'continuous' : 'discrete'} action${size === 1 ? '' : 's'}`
}

async function trainAndReport(run: StoredRun, prepared: PreparedRun, interruption: Interruption): Promise<ExitCode> {
  try {
    const { interrupted } = await prepared.train(interruption)
    await writeReport(run)
    await summarize(run, interrupted)
    return interrupted ? 130 : 0
  } catch (error) {
    await keepWhatThereIs(run)
    throw error
  }
}

/** After a failure: the report of what was done, and where the last good checkpoint is. */
async function keepWhatThereIs(run: StoredRun): Promise<void> {
  const last = (await listCheckpoints(run.paths.checkpoints)).at(-1)
  if (last === undefined) return
  await writeReport(run).catch(() => undefined)
  process.stderr.write(
    `the run stopped; its last good checkpoint is kept: ${displayPath(last.path)} (iteration ${last.iteration})\n`,
  )
}

async function summarize(run: StoredRun, interrupted: boolean): Promise<void> {
  const { config, paths } = run
  const records = await readMetrics(paths.metrics)
  const figures = learningFigures(curvePoints(records, config.algorithm.maxKl))
  const seconds = records.reduce((sum, record) => sum + record.timings.total, 0)
  const accepted = figures.acceptedFraction === null ? '-' : `${Math.round(100 * figures.acceptedFraction)}%`
  console.log('')
  if (interrupted)
    console.log(
      `${pc.bold('Interrupted')} after ${figures.iterations} of ${config.iterations} iterations; the iteration under way was discarded.`,
    )
  else console.log(pc.bold(`Done: ${figures.iterations} iterations, ${thousands(figures.steps)} steps.`))
  if (figures.iterations > 0) {
    console.log(
      `mean return       ${short(figures.firstReturn)} in the first ${someIterations(figures.firstCount)} -> ${short(figures.lastReturn)} in the last ${someIterations(figures.lastCount)} (best ${short(figures.bestReturn)})`,
    )
    console.log(`steps accepted    ${accepted}, median KL/delta ${short(figures.medianKlRatio)}`)
    console.log(`training time     ${duration(seconds)}`)
  }
  console.log(`report            ${displayPath(paths.report)}`)
  console.log(`policy            ${displayPath(paths.policy)}`)
  printNext(run, !interrupted)
}

/** The commands that go on from here. */
function printNext(run: Pick<StoredRun, 'paths' | 'config'>, finished: boolean): void {
  console.log('')
  console.log(`go on             ${resumeCommand(run, finished ? run.config.iterations * 2 : undefined)}`)
  console.log(`evaluate          ${evaluateCommand(run)}`)
}
