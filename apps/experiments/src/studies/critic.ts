/**
 * What the presets with a value network learn: docs/results.md.
 *
 *   node --conditions=@trpo/source apps/experiments/src/studies/critic.ts FOLDER ...
 *
 * prints a table of sweeps, runs or folders of runs, a row a preset: the policies at the END of training, as `trpo evaluate --save` has
 * evaluated them on planar physics and, with `--physics mujoco`, on MuJoCo. A folder may also hold the files PRESET-seedN.jsonl that
 * an earlier version of this program has left, whose seconds are those of the processor; those of runs are those of the clock.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readMetrics } from '@trpo/runs'
import { savedEvaluation } from '../evaluate/saved-evaluation.ts'
import { findRun } from '../run/find-run.ts'
import { findRuns } from '../run/find-runs.ts'
import { interquartileMean } from './interquartile-mean.ts'

type Returns = readonly number[] | undefined

/** What is known of one run: the returns of single episodes. */
interface Result {
  readonly preset: string
  readonly seconds: number
  readonly mode: Returns
  readonly drawn: Returns
  readonly modeOnMujoco: Returns
}

/** What the earlier version has written of a run, in part. */
interface OldFile {
  readonly preset: string
  readonly seconds: { readonly cpu: number }
  readonly final: Required<Pick<Result, 'mode' | 'drawn' | 'modeOnMujoco'>>
}

async function resultOf(directory: string): Promise<Result> {
  const { config, paths } = await findRun(directory)
  const planar = await savedEvaluation(paths.directory, 'last', 'planar')
  const mujoco = await savedEvaluation(paths.directory, 'last', 'mujoco')
  const records = await readMetrics(paths.metrics)
  const other = [planar, mujoco].find((saved) => saved !== undefined && saved.iteration !== records.length)
  if (other !== undefined)
    throw new Error(
      `${paths.directory} has ${records.length} iterations, and its evaluation is of iteration ${other.iteration}; run trpo evaluate --save again`,
    )
  return {
    preset: config.preset,
    seconds: records.reduce((sum, { timings }) => sum + timings.total, 0),
    mode: planar?.mode,
    drawn: planar?.sample,
    modeOnMujoco: mujoco?.mode,
  }
}

async function resultsIn(folder: string): Promise<Result[]> {
  const old = readdirSync(folder).filter((name) => /-seed\d+\.jsonl$/.test(name))
  if (old.length === 0) return Promise.all((await findRuns([folder])).map(({ directory }) => resultOf(directory)))
  return old.map((name) => {
    const { preset, seconds, final }: OldFile = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    return { preset, seconds: seconds.cpu, ...final }
  })
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length

/** The mean return of each run that was evaluated so. */
const meansOf = (results: readonly Result[], pick: (result: Result) => Returns) =>
  results.flatMap((result) => {
    const returns = pick(result)
    return returns === undefined ? [] : [mean(returns)]
  })

function row(preset: string, results: readonly Result[]): string {
  const modes = meansOf(results, ({ mode }) => mode).sort((a, b) => a - b)
  const digits = Math.abs(mean(modes)) < 10 ? 1 : 0
  const over = (pick: (result: Result) => Returns) => {
    const means = meansOf(results, pick)
    if (means.length === 0) return ''
    const { value, low, high } = interquartileMean(means)
    const missing = means.length < results.length ? ` (${means.length} seeds)` : ''
    return `${value.toFixed(digits)} [${low.toFixed(digits)}, ${high.toFixed(digits)}]${missing}`
  }
  const middle = modes.length / 2
  const median = (modes[Math.ceil(middle) - 1] + modes[Math.floor(middle)]) / 2
  const cells = [
    `\`${preset}\``,
    results.length,
    over(({ mode }) => mode),
    modes.length === 0 ? '' : median.toFixed(digits),
    modes.length === 0 ? '' : [modes[0], modes[modes.length - 1]].map((value) => value.toFixed(digits)).join(', '),
    over(({ drawn }) => drawn),
    over(({ modeOnMujoco }) => modeOnMujoco),
    mean(results.map(({ seconds }) => seconds)).toFixed(0),
  ]
  return `| ${cells.join(' | ')} |`
}

const folders = process.argv.slice(2)
if (folders.length === 0) throw new Error('usage: critic.ts FOLDER ...')
const all = (await Promise.all(folders.map(resultsIn))).flat()
console.log(
  '| preset | seeds | mode: interquartile mean | median | worst, best | drawn: interquartile mean | mode, on MuJoCo | seconds |',
)
console.log('| --- | --: | --: | --: | --: | --: | --: | --: |')
for (const preset of new Set(all.map((result) => result.preset)))
  console.log(
    row(
      preset,
      all.filter((result) => result.preset === preset),
    ),
  )
