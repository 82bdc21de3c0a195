import { join } from 'node:path'
import { counted } from '@trpo/math/messages'
import { type CurveAxis, displayPath, type SweepRunState } from '@trpo/runs'
import pc from 'picocolors'
import { curvesOfRuns } from '../compare/learning-curve.ts'
import { writeComparison } from '../compare/write-comparison.ts'
import { InputError } from '../errors.ts'
import { expectedRuns, figureTitle } from '../figure/drawn-runs.ts'
import { findFigure } from '../figure/figures.ts'
import type { PaperFigure } from '../figure/paper-figure.ts'
import { type AskedFigure, figureRuns, type PlannedCurve, plannedCurves } from '../figure/plan-figure.ts'
import { commandLine } from '../run/next-commands.ts'
import { checkRuns } from '../sweep/check-runs.ts'
import { summarizeSweep } from '../sweep/summarize-sweep.ts'
import { showComparison } from './compare.ts'
import { runName } from './run-name.ts'
import type { ExitCode } from './session.ts'
import { beginSweep, exitCodeOf, listSweep } from './sweep.ts'

/** What `trpo figure` and `trpo table` take. */
export interface FigureOptions {
  readonly scale: number
  /** @default as many as the figure has */
  readonly runs?: number | undefined
  /** @default all of the figure */
  readonly tasks?: readonly string[] | undefined
  /** @default all of the figure */
  readonly algorithms?: readonly string[] | undefined
  readonly x: CurveAxis
  readonly name?: string | undefined
  readonly out: string
  readonly jobs?: number | undefined
  readonly retry: boolean
  readonly list: boolean
  readonly command: string
}

/** Trains what a figure of the paper shows, and draws it. */
export async function figure(number: string, options: FigureOptions): Promise<ExitCode> {
  const shown = findFigure(number)
  return trainFigure(shown, `Figure ${number}`, options, (directory, states, curves, asked) =>
    draw(shown, directory, states, curves, { ...asked, x: options.x }),
  )
}

/** What is done with the runs of a figure once they have been trained. */
type ShowRuns = (
  directory: string,
  states: readonly SweepRunState[],
  curves: readonly PlannedCurve[],
  asked: AskedFigure,
) => Promise<void>

/**
 * Trains the runs of a figure, or resumes them, and shows them.
 *
 * @param what `Figure 4`, or what else is made of its runs
 */
export async function trainFigure(
  shown: PaperFigure,
  what: string,
  options: FigureOptions,
  show: ShowRuns,
): Promise<ExitCode> {
  const { scale, runs = shown.runs, tasks = shown.tasks } = options
  const { algorithms = shown.algorithms.map(({ name }) => name) } = options
  const asked: AskedFigure = { kind: `figure ${shown.number}`, scale, runs, tasks, algorithms }
  const own = `figure-${shown.number}`
  const directory = join(options.out, runName(options.name ?? (scale === 1 ? own : `${own}-scale${scale}`)))
  const curves = plannedCurves(shown, asked)
  const ready = await checkRuns(figureRuns(curves, runs), process.cwd())
  introduce(what, curves, asked)
  if (options.list) return listSweep(directory, ready, options.jobs)
  const outcome = await beginSweep(directory, asked, ready, options)
  summarizeSweep(directory, outcome)
  if (!outcome.interrupted) await show(directory, outcome.states, curves, asked)
  return exitCodeOf(outcome)
}

/** Says which curves there will be, and how they are made smaller. */
function introduce(what: string, curves: readonly PlannedCurve[], { kind, scale, runs }: AskedFigure): void {
  console.log(`${what} of Schulman et al. (2015): ${counted(curves.length, 'curve')}, each of ${counted(runs, 'run')}.`)
  if (scale < 1)
    console.log(
      `At scale ${scale} a run does about that part of the work: what an iteration samples, and how many iterations there are, are made smaller. The paper's size is ${commandLine(...kind.split(' '), '--scale', '1')}.`,
    )
  for (const { task, title, preset, full, iterations, settings } of curves) {
    const smaller = [`${iterations} of ${counted(full.iterations, 'iteration')}`, ...settings].join(', ')
    console.log(`  ${`${task}, ${title}`.padEnd(28)}${pc.dim(`${preset}, ${smaller}`)}`)
  }
  console.log('')
}

/** Draws the runs that have finished, and says which are missing. */
async function draw(
  { number }: PaperFigure,
  directory: string,
  states: readonly SweepRunState[],
  planned: readonly PlannedCurve[],
  { scale, runs, x }: AskedFigure & Pick<FigureOptions, 'x'>,
): Promise<void> {
  const finished = states.filter(({ state }) => state === 'finished')
  if (finished.length === 0) return
  const curves = await curvesOfRuns(finished, x)
  const frame = { title: figureTitle(number, scale, planned.length, curves), expected: expectedRuns(planned, runs) }
  console.log('')
  showComparison(curves, false, 'means', frame.expected)
  console.log('')
  for (const ending of ['svg', 'png', 'md', 'csv'])
    await writeComparison(join(directory, `figure-${number}.${ending}`), curves, x, frame).catch((error: unknown) => {
      // The package that draws PNG pictures is optional.
      if (!(error instanceof InputError)) throw error
      console.log(`not written ${displayPath(join(directory, `figure-${number}.${ending}`))}: ${error.message}`)
    })
}
