/**
 * How finely the line search should shrink a step that is too long: docs/results.md.
 *
 *   node --conditions=@trpo/source apps/experiments/src/studies/line-search.ts RUNS.jsonl [PRESET [CHOICE ...]]
 *
 * trains the preset under each choice (all of them by default) and seed, one after the other in this thread, appends a line for each run to
 * the file (those that stand there already are not trained again), and prints the tables of all its lines. Without a preset it only prints.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { numberIn } from '@trpo/core'
import { findPreset, presetConfig, setOptions, trainingOf } from '@trpo/recipes'
import { bootstrapInterval } from '@trpo/runs'

const SEEDS = [1, 2, 3, 4, 5]

/** The rules that are compared, by their names in the tables. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  '0.5': ['update.backtrackRatio=0.5'],
  '0.8': ['update.backtrackRatio=0.8'],
  '0.9': ['update.backtrackRatio=0.9'],
  fitted: ['update.backtrackRatio=fitted'],
  'fitted, c relative': ['update.backtrackRatio=fitted', 'update.damping=0', 'update.relativeDamping=0.02'],
}

/** Steps of a run, as in the other tables of results.md. */
const STEPS: Readonly<Record<string, number>> = { 'paper/swimmer': 2_000_000, 'modern/swimmer': 2_000_000 }

/** The return of a run is the mean over this last part of it, so that no single batch decides. */
const LAST_PART = 0.1

interface Run {
  readonly preset: string
  readonly choice: string
  readonly seed: number
  /** Mean of the mean returns of the last tenth of the iterations. */
  readonly lastReturn: number
  /** KL / delta of each accepted step. */
  readonly klRatios: readonly number[]
  /** Evaluations of L and KL that the line search made, of all iterations. */
  readonly evaluations: number
  /** Iterations. */
  readonly iterations: number
  /** Those whose full step was not accepted. */
  readonly shrunk: number
}

async function train(preset: string, choice: string, seed: number): Promise<Run> {
  const config = setOptions(presetConfig(findPreset(preset), seed), CHOICES[choice])
  const training = await trainingOf(config)
  const iterations = Math.round((STEPS[preset] ?? 1_000_000) / training.run.amount.steps)
  const maxKl = config.update.kind === 'trust-region' ? config.update.maxKl : Number.NaN
  const returns: number[] = []
  const klRatios: number[] = []
  let [evaluations, shrunk] = [0, 0]
  let state = training.init()
  for (let iteration = 0; iteration < iterations; iteration++) {
    const [next, record] = await training.step(state)
    state = next
    if (record.episodes.meanReturn !== null) returns.push(record.episodes.meanReturn)
    if (record.update.status === 'accepted') klRatios.push((numberIn(record, 'kl') ?? 0) / maxKl)
    const backtracks = numberIn(record, 'backtracks') ?? 0
    evaluations += 1 + backtracks
    if (backtracks > 0) shrunk++
  }
  await training.dispose()
  const last = returns.slice(-Math.max(1, Math.round(LAST_PART * iterations)))
  const lastReturn = last.reduce((a, b) => a + b, 0) / last.length
  return { preset, choice, seed, lastReturn, klRatios, evaluations, iterations, shrunk }
}

function table(preset: string, runs: readonly Run[]): string {
  const lines = Object.keys(CHOICES).flatMap((choice) => {
    const some = runs.filter((run) => run.choice === choice)
    if (some.length === 0) return []
    const sum = (of: (run: Run) => number) => some.reduce((total, run) => total + of(run), 0)
    const iterations = sum((run) => run.iterations)
    const ratios = some.flatMap(({ klRatios }) => klRatios).sort((a, b) => a - b)
    const { mean, low, high } = bootstrapInterval(some.map(({ lastReturn }) => lastReturn)) ?? {}
    const digits = (mean ?? 0) < 1000 ? 1 : 0
    const cells = [
      choice,
      `${mean?.toFixed(digits)} (${low?.toFixed(digits)} to ${high?.toFixed(digits)})`,
      (ratios[Math.floor(ratios.length / 2)] ?? Number.NaN).toFixed(2),
      (ratios.reduce((a, b) => a + b, 0) / iterations).toFixed(3),
      (sum((run) => run.evaluations) / iterations).toFixed(2),
      `${((100 * sum((run) => run.shrunk)) / iterations).toFixed(0)}%`,
    ]
    return [`| ${cells.join(' | ')} |`]
  })
  const steps = (STEPS[preset] ?? 1_000_000) / 1_000_000
  return [
    `\`${preset}\`, ${steps} million steps:`,
    '',
    '| ratio | return | median | mean | trials | shrunk |',
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n')
}

const [, , file, preset, ...choices] = process.argv
if (file === undefined) throw new Error('usage: line-search.ts RUNS.jsonl [PRESET [CHOICE ...]]')
const read = (): readonly Run[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : []
if (preset !== undefined)
  for (const seed of SEEDS)
    for (const choice of choices.length > 0 ? choices : Object.keys(CHOICES)) {
      if (read().some((run) => run.preset === preset && run.choice === choice && run.seed === seed)) continue
      appendFileSync(file, `${JSON.stringify(await train(preset, choice, seed))}\n`)
    }
const runs = read()
for (const name of new Set(runs.map((run) => run.preset)))
  console.log(
    `${table(
      name,
      runs.filter((run) => run.preset === name),
    )}\n`,
  )
