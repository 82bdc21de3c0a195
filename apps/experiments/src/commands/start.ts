import { join } from 'node:path'
import { counted } from '@trpo/math/messages'
import { presetConfig } from '@trpo/recipes'
import { displayPath, exists, listCheckpoints, type RunPaths, runPaths } from '@trpo/runs'
import { filmOfRun } from '../render/film-of-run.ts'
import { writePicture } from '../render/write-picture.ts'
import { findRun } from '../run/find-run.ts'
import { commandLine, evaluateCommand, mujocoCommand, resumeCommand, verifyCommand } from '../run/next-commands.ts'
import { isComplete } from './is-complete.ts'
import { type MainJob, mainJobs } from './main-jobs.ts'
import { runName } from './run-name.ts'
import { beginRun, continueRun, type ExitCode } from './session.ts'

/** The options of `trpo start`. */
export interface StartOptions {
  readonly seed: number
  readonly name?: string | undefined
  readonly out: string
  readonly workers?: number | undefined
  readonly command: string
}

/**
 * The main job: trains `paper/swimmer` with the settings of Table 2, then `Hopper-v5`. Each of them is begun, resumed, or said to be
 * finished. It ends with the pictures of both gaits.
 */
export async function start(options: StartOptions): Promise<ExitCode> {
  const { seed, name, out } = options
  const drawn: string[] = []
  for (const job of mainJobs()) {
    const paths = runPaths(join(out, runName(job.runName(seed, name))))
    if (drawn.length > 0) console.log('')
    const code = await finish(job, paths, options)
    if (code !== 0) return code
    // At once, so that whoever stops the next one has it.
    await drawGait(job, paths)
    drawn.push(`See it ${job.moves}: open ${displayPath(paths.gait)} in a browser.`)
  }
  console.log(`\n${drawn.join('\n')}`)
  return 0
}

/** Trains a run until it is finished, or says that it is. */
async function finish(job: MainJob, paths: RunPaths, { seed, workers, command }: StartOptions): Promise<ExitCode> {
  if (!(await exists(paths.config))) {
    console.log(`${job.says}\n${job.preset.summary}\n`)
    return beginRun({
      paths,
      config: presetConfig(job.preset, seed),
      force: false,
      command,
      workers,
      inspect: ({ run }) => assertParameters(job, run.policy.network.parameterCount),
    })
  }
  const run = await findRun(paths.directory)
  const shown = displayPath(paths.directory)
  const done = (await listCheckpoints(paths.checkpoints)).at(-1)?.iteration ?? 0
  if (done < run.config.iterations || !(await isComplete(run))) {
    console.log(`The run ${shown} stands at ${done} of ${counted(run.config.iterations, 'iteration')}: resuming it.\n`)
    return continueRun(paths.directory, undefined, workers)
  }
  console.log(`The run ${shown} is finished: ${counted(done, 'iteration')}. Its report is ${displayPath(paths.report)}.

evaluate          ${evaluateCommand(run)}
on MuJoCo         ${mujocoCommand(run) ?? 'it was trained there'}
compute again     ${verifyCommand(run)}
train on          ${resumeCommand(run, run.config.iterations * 2)}
another seed      ${commandLine('start', '--seed', String(seed + 1))}
another name      ${commandLine('start', '--name', 'again')}`)
  return 0
}

/** Draws how the robot of a run moves, with most likely actions. */
async function drawGait({ gaitSeconds }: MainJob, paths: RunPaths): Promise<void> {
  const { film } = await filmOfRun(await findRun(paths.directory), {
    choice: 'mode',
    length: { seconds: gaitSeconds },
  })
  await writePicture(paths.gait, film, false)
}

function assertParameters({ preset, parameters }: MainJob, count: number): void {
  if (parameters !== undefined && count !== parameters)
    throw new Error(`the policy of ${preset.name} has ${count} parameters; Table 2 has ${parameters}`)
}
