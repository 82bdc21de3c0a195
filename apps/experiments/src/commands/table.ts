import { join } from 'node:path'
import { asRunError, displayPath, LAST, learningFigures, type SweepRunState, writeFileWhole } from '@trpo/runs'
import { markdownTable } from '../compare/comparison-rows.ts'
import { curvesOfRuns, type LearningCurve } from '../compare/learning-curve.ts'
import { InputError } from '../errors.ts'
import { figure5 } from '../figure/figure-5.ts'
import { type ScoreRow, TABLE_1, TABLE_1_GAMES } from '../figure/table-1.ts'
import { short } from '../progress/format.ts'
import { type FigureOptions, trainFigure } from './figure.ts'
import type { ExitCode } from './session.ts'

/** Trains the games of Table 1, which are the runs of figure 5, and puts their scores beside those of the paper. */
export async function table(number: string, options: Omit<FigureOptions, 'x'>): Promise<ExitCode> {
  if (number !== '1')
    throw new InputError(`table ${number}: table 1, the scores of section 8.2, is the one that can be made`)
  return trainFigure(figure5, 'Table 1', { ...options, x: 'iterations' }, (directory, states, _curves, { scale }) =>
    writeTable(directory, states, scale),
  )
}

async function writeTable(directory: string, states: readonly SweepRunState[], scale: number): Promise<void> {
  const finished = states.filter(({ state }) => state === 'finished')
  if (finished.length === 0) return
  const text = tableText([...TABLE_1, ...ourRows(await curvesOfRuns(finished, 'iterations'), scale)])
  console.log(`\n${text}\n`)
  const path = join(directory, 'table-1.md')
  await asRunError(`the table cannot be put into ${path}`, () => writeFileWhole(path, `${text}\n`))
  console.log(`written ${displayPath(path)}`)
}

/** A row for each algorithm: the mean over its runs of the mean return of the last iterations. */
export function ourRows(curves: readonly LearningCurve[], scale: number): ScoreRow[] {
  const size = scale === 1 ? 'full size' : `scale ${scale}`
  return [...figure5.algorithms].reverse().flatMap(({ title }) => {
    const own = curves.filter(({ label }) => label === title)
    if (own.length === 0) return []
    const scoreIn = (game: string): number | null => {
      const scores = own.flatMap(({ task, points }) =>
        task === game ? (learningFigures(points).lastReturn ?? []) : [],
      )
      return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length
    }
    const scores = Object.fromEntries(Object.keys(TABLE_1_GAMES).map((game) => [game, scoreIn(game)]))
    return [{ name: `TRPO, ${title.toLowerCase()} (this run, ${size})`, scores }]
  })
}

/** The rows as a Markdown table, with a note of what ours are. */
export function tableText(rows: readonly ScoreRow[]): string {
  const games = Object.keys(TABLE_1_GAMES)
  const cells = rows.map(({ name, scores }) => [name, ...games.map((game) => numberIn(scores[game]))])
  return `${markdownTable(['', ...Object.values(TABLE_1_GAMES)], cells)}

Ours is the mean score of the episodes that ended in the last ${LAST} iterations, with the actions that the policy draws: raw scores, of training itself. The paper does not say how it scores.`
}

function numberIn(score: number | null): string {
  return score === null ? '' : short(score)
}
