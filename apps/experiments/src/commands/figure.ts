import { join } from 'node:path'
import { counted } from '@trpo/math/messages'
import { type CurveAxis, displayPath, type SweepRunState } from '@trpo/runs'
import pc from 'picocolors'
import { curvesOfRuns } from '../compare/learning-curve.ts'
import { writeComparison } from '../compare/write-comparison.ts'
import { InputError } from '../errors.ts'
import { expectedRuns, figureTitle } from '../figure/drawn-runs.ts'
import { type AskedFigure, figureRuns, type PlannedCurve, plannedCurves } from '../figure/plan-figure.ts'
import { commandLine } from '../run/next-commands.ts'
import { checkRuns } from '../sweep/check-runs.ts'
import { summarizeSweep } from '../sweep/summarize-sweep.ts'
import { showComparison } from './compare.ts'
import { runName } from './run-name.ts'
import type { ExitCode } from './session.ts'
import { beginSweep, exitCodeOf, listSweep } from './sweep.ts'

/** What `trpo figure` takes. */
export interface FigureOptions {
  readonly scale: number
  readonly runs: number
  readonly tasks: readonly string[]
  readonly algorithms: readonly string[]
  readonly x: CurveAxis
  readonly name?: string | undefined
  readonly out: string
  readonly jobs?: number | undefined
  readonly retry: boolean
  readonly list: boolean
  readonly command: string
}

/** Trains what a figure of the paper shows, and draws it. There is one such figure: the fourth. */
export async function figure(number: string, options: FigureOptions): Promise<ExitCode> {
  if (number !== '4')
    throw new InputError(`figure ${number}: figure 4, the learning curves of section 8.1, is the one that can be drawn`)
  const { scale, runs, tasks, algorithms } = options
  const asked: AskedFigure = { kind: 'figure 4', scale, runs, tasks, algorithms }
  const directory = join(options.out, runName(options.name ?? (scale === 1 ? 'figure-4' : `figure-4-scale${scale}`)))
  const curves = plannedCurves(asked)
  const ready = await checkRuns(figureRuns(curves, runs), process.cwd())
  introduce(curves, asked)
  if (options.list) return listSweep(directory, ready, options.jobs)
  const outcome = await beginSweep(directory, asked, ready, options)
  summarizeSweep(directory, outcome)
  if (!outcome.interrupted) await draw(directory, outcome.states, curves, options)
  return exitCodeOf(outcome)
}

/** Says which curves there will be, and how they are made smaller. */
function introduce(curves: readonly PlannedCurve[], { scale, runs }: AskedFigure): void {
  console.log(
    `Figure 4 of Schulman et al. (2015): ${counted(curves.length, 'curve')}, each of ${counted(runs, 'run')}.`,
  )
  if (scale < 1)
    console.log(
      `At scale ${scale} a run does about that part of the work: what an iteration samples, and how many iterations there are, are made smaller. The paper's size is ${commandLine('figure', '4', '--scale', '1')}.`,
    )
  for (const { task, title, preset, full, iterations, settings } of curves) {
    const smaller = [`${iterations} of ${counted(full.iterations, 'iteration')}`, ...settings].join(', ')
    console.log(`  ${`${task}, ${title}`.padEnd(28)}${pc.dim(`${preset}, ${smaller}`)}`)
  }
  console.log('')
}

/** Draws the runs that have finished, and says which are missing. */
async function draw(
  directory: string,
  states: readonly SweepRunState[],
  planned: readonly PlannedCurve[],
  { scale, runs, x }: FigureOptions,
): Promise<void> {
  const finished = states.filter(({ state }) => state === 'finished')
  if (finished.length === 0) return
  const curves = await curvesOfRuns(finished, x)
  const frame = { title: figureTitle(scale, planned.length, curves), expected: expectedRuns(planned, runs) }
  console.log('')
  showComparison(curves, false, 'means', frame.expected)
  console.log('')
  for (const ending of ['svg', 'png', 'md', 'csv'])
    await writeComparison(join(directory, `figure-4.${ending}`), curves, x, frame).catch((error: unknown) => {
      // The package that draws PNG pictures is optional.
      if (!(error instanceof InputError)) throw error
      console.log(`not written ${displayPath(join(directory, `figure-4.${ending}`))}: ${error.message}`)
    })
}
