import { join } from 'node:path'
import { counted } from '@trpo/math/messages'
import { paperSwimmer, presetConfig } from '@trpo/recipes'
import { displayPath, exists, listCheckpoints, type RunPaths, runPaths } from '@trpo/runs'
import { filmOfRun } from '../render/film-of-run.ts'
import { writePicture } from '../render/write-picture.ts'
import { findRun } from '../run/find-run.ts'
import { commandLine, evaluateCommand, mujocoCommand, resumeCommand, verifyCommand } from '../run/next-commands.ts'
import { isComplete } from './is-complete.ts'
import { runName } from './run-name.ts'
import { beginRun, continueRun, type ExitCode } from './session.ts'

/** What section 8.1 and Table 2 say of the swimmer's policy. */
const PARAMETERS = 364

/** How long the swimmer is shown, in s: several strokes. */
const GAIT_SECONDS = 20

/** The options of `trpo start`. */
export interface StartOptions {
  readonly seed: number
  readonly name?: string | undefined
  readonly out: string
  readonly workers?: number | undefined
  readonly command: string
}

/** The main job: trains `paper/swimmer` with the settings of Table 2, resumes such a run, or says that it is finished. */
export async function start({ seed, name, out, workers, command }: StartOptions): Promise<ExitCode> {
  const paths = runPaths(join(out, runName(name ?? `paper-swimmer-seed${seed}`)))
  if (!(await exists(paths.config))) {
    console.log(`A swimmer learns to swim, as in Schulman et al. (2015), on planar physics that gives MuJoCo's answers.
${paperSwimmer.summary}
`)
    const code = await beginRun({
      paths,
      config: presetConfig(paperSwimmer, seed),
      force: false,
      command,
      workers,
      inspect: ({ run }) => assertParameters(run.policy.network.parameterCount),
    })
    if (code === 0) await showGait(paths)
    return code
  }
  const run = await findRun(paths.directory)
  const shown = displayPath(paths.directory)
  const done = (await listCheckpoints(paths.checkpoints)).at(-1)?.iteration ?? 0
  if (done < run.config.iterations || !(await isComplete(run))) {
    console.log(`The run ${shown} stands at ${done} of ${counted(run.config.iterations, 'iteration')}: resuming it.\n`)
    const code = await continueRun(paths.directory, undefined, workers)
    if (code === 0) await showGait(paths)
    return code
  }
  console.log(`The run ${shown} is finished: ${counted(done, 'iteration')}. Its report is ${displayPath(paths.report)}.

evaluate          ${evaluateCommand(run)}
on MuJoCo         ${mujocoCommand(run) ?? 'it was trained there'}
compute again     ${verifyCommand(run)}
train on          ${resumeCommand(run, run.config.iterations * 2)}
another seed      ${commandLine('start', '--seed', String(seed + 1))}
another name      ${commandLine('start', '--name', 'again')}`)
  await showGait(paths)
  return 0
}

/** Draws how the swimmer moves, and says where the picture lies. */
async function showGait(paths: RunPaths): Promise<void> {
  const { film } = await filmOfRun(await findRun(paths.directory), {
    choice: 'mode',
    length: { seconds: GAIT_SECONDS },
  })
  const path = paths.gait
  await writePicture(path, film, false)
  console.log(`\nSee it swim: open ${displayPath(path)} in a browser.`)
}

function assertParameters(count: number): void {
  if (count !== PARAMETERS)
    throw new Error(`the policy of ${paperSwimmer.name} has ${count} parameters; Table 2 has ${PARAMETERS}`)
}
