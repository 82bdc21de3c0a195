import { boundedMeasure, type Measures, type TrainingRecord } from '@trpo/core'
import { counted } from '@trpo/math/messages'
import {
  bestEvaluation,
  curvePoints,
  displayPath,
  evaluationsOf,
  learningFigures,
  presentExports,
  readMetrics,
  runNotes,
  type TrainRunOutcome,
} from '@trpo/runs'
import pc from 'picocolors'
import { duration, evaluationInWords, short, someIterations } from '../progress/format.ts'
import type { TrpoRun } from '../run/find-run.ts'
import { evaluateCommand, mujocoCommand, renderCommand, resumeCommand, verifyCommand } from '../run/next-commands.ts'

/**
 * Says what was learned, where it lies, and how to continue.
 *
 * @param measures those of the training
 * @param ended how it ended: by a signal, or before its iterations were done
 */
export async function summarize(
  run: TrpoRun,
  measures: Measures,
  { interrupted, stopped }: Pick<TrainRunOutcome<TrainingRecord>, 'interrupted' | 'stopped'>,
): Promise<void> {
  const { config, paths } = run
  const records = await readMetrics(paths.metrics)
  const size = boundedMeasure(measures)
  const figures = learningFigures(curvePoints(records, size))
  const seconds = records.reduce((sum, record) => sum + record.timings.total, 0)
  const accepted = figures.acceptedFraction === null ? '-' : `${Math.round(100 * figures.acceptedFraction)}%`
  console.log('')
  if (interrupted)
    console.log(
      `${pc.bold('Interrupted')} after ${figures.iterations} of ${counted(config.iterations, 'iteration')}; the iteration under way was discarded.`,
    )
  else
    console.log(
      `${pc.bold(`Done: ${counted(figures.iterations, 'iteration')}, ${counted(figures.steps, 'step')}.`)}${stopped ? ' Its evaluations ended it (evaluation.stop).' : ''}`,
    )
  if (figures.iterations > 0) {
    console.log(
      `mean return       ${short(figures.firstReturn)} in the first ${someIterations(figures.firstCount)} -> ${short(figures.lastReturn)} in the last ${someIterations(figures.lastCount)} (best ${short(figures.bestReturn)})`,
    )
    const median = size === undefined ? '' : `, median ${size.short ?? size.title} ${short(figures.medianPartOfBound)}`
    console.log(`steps accepted    ${accepted}${median}`)
    console.log(`training time     ${duration(seconds)}`)
  }
  const best = bestEvaluation(records)
  if (best !== undefined)
    console.log(`evaluation        ${short(lastEvaluation(records))} in the last, best ${evaluationInWords(best)}`)
  for (const note of runNotes(records, measures)) console.log(`${pc.yellow('note')}              ${note}`)
  console.log(`report            ${displayPath(paths.report)}`)
  console.log(`policy            ${displayPath(paths.policy)}`)
  if (best !== undefined) console.log(`best policy       ${displayPath(paths.best)}`)
  if (config.average !== undefined) console.log(`averaged policy   ${displayPath(paths.average)}`)
  for (const format of await presentExports(paths)) console.log(`${format.padEnd(18)}${displayPath(paths[format])}`)
  printNext(run, !interrupted, stopped)
}

function lastEvaluation(records: readonly TrainingRecord[]): number | null {
  return evaluationsOf(records).at(-1)?.meanReturn ?? null
}

/** The commands that may come next. A run that its evaluations ended cannot be resumed: it would end at once. */
export function printNext(run: Pick<TrpoRun, 'paths' | 'config'>, finished: boolean, stopped = false): void {
  console.log('')
  if (!stopped) console.log(`resume            ${resumeCommand(run, finished ? run.config.iterations * 2 : undefined)}`)
  console.log(`evaluate          ${evaluateCommand(run)}`)
  const onMujoco = mujocoCommand(run)
  if (onMujoco !== undefined) console.log(`on MuJoCo         ${onMujoco}`)
  const drawn = renderCommand(run)
  if (drawn !== undefined) console.log(`watch             ${drawn}`)
  if (finished) console.log(`compute again     ${verifyCommand(run)}`)
}
