/**
 * The seven games of Table 1 at the sizes of Table 3, for a few iterations each, for docs/results.md:
 *
 *   node --conditions=@trpo/source apps/experiments/src/studies/atari.ts RUNS [--methods single-path,vine] [--iterations 3]
 *     [--workers 1] [--table]
 *
 * It goes round the games, an iteration of each, one after another: what there is at any time is about even. Each iteration is a process
 * of its own, which resumes the run from its checkpoint. The same command goes on after an interruption. What an iteration took is
 * added to RUNS/measured.jsonl. With --table nothing is trained, and the tables are printed.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { TrainingRecord } from '@trpo/core'
import { exists, readMetrics, runPaths } from '@trpo/runs'
import { figure5 } from '../figure/figure-5.ts'
import { startRun } from '../sweep/run-process.ts'
import { meterTree } from './process-tree.ts'

const SEED = 1

/** What one iteration took, its start and its checkpoint included. */
interface Measured {
  readonly game: string
  readonly method: string
  readonly iteration: number
  readonly workers: number
  /** Seconds by the clock and of the processor, of all processes. */
  readonly wall: number
  readonly cpu: number
  /** The most memory that all processes held together. */
  readonly peakMiB: number
  /** The machine's load over one minute, at the end. */
  readonly load: number
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    methods: { type: 'string', default: 'single-path,vine' },
    iterations: { type: 'string', default: '3' },
    workers: { type: 'string', default: '1' },
    table: { type: 'boolean', default: false },
  },
})
const [out] = positionals
if (out === undefined) throw new Error('give the folder of the runs')
const root = resolve(out)
const methods = values.methods.split(',')
const iterations = Number(values.iterations)
const workers = Number(values.workers)
for (const [name, count] of Object.entries({ iterations, workers }))
  if (!Number.isSafeInteger(count) || count < 1)
    throw new Error(`--${name} is ${values[name as 'iterations' | 'workers']}; give a whole number of at least 1`)
const measuredFile = join(root, 'measured.jsonl')

const pathsOf = (game: string, method: string) => runPaths(join(root, `${game}-${method}`))

async function recordsOf(game: string, method: string): Promise<TrainingRecord[]> {
  const { metrics } = pathsOf(game, method)
  return (await exists(metrics)) ? readMetrics<TrainingRecord>(metrics) : []
}

async function trainTo(game: string, method: string, iteration: number): Promise<void> {
  if ((await recordsOf(game, method)).length >= iteration) return
  const { directory, name, config } = pathsOf(game, method)
  const words = (await exists(config))
    ? ['resume', directory]
    : ['train', `atari/${game}/${method}`, '--seed', String(SEED), '--out', root, '--name', name]
  const began = performance.now()
  const meter = meterTree()
  const { ended } = await startRun({
    words: [...words, '--iterations', String(iteration), '--workers', String(workers)],
    cwd: root,
    log: join(root, `${name}.log`),
    onProgress: () => undefined,
  })
  const end = await ended
  const { cpu, peakMiB } = meter.stop()
  if (end.how !== 'finished') throw new Error(`${name}, iteration ${iteration}: ${JSON.stringify(end)}`)
  const wall = (performance.now() - began) / 1000
  const line: Measured = { game, method, iteration, workers, wall, cpu, peakMiB, load: loadavg()[0] }
  appendFileSync(measuredFile, `${JSON.stringify(line)}\n`)
  console.log(JSON.stringify(line))
}

async function printTable(method: string): Promise<void> {
  const lines = existsSync(measuredFile) ? readFileSync(measuredFile, 'utf8').trim().split('\n') : []
  const measured = lines.map((line): Measured => JSON.parse(line)).filter((one) => one.method === method)
  console.log(`\n| ${method} | mean score by iteration | episodes | steps | KL/delta | CPU s an iteration | peak MiB |`)
  console.log('| --- | --: | --: | --: | --: | --: | --: |')
  for (const game of figure5.tasks) {
    const records = await recordsOf(game, method)
    const own = measured.filter((one) => one.game === game)
    const scores = records.map(({ episodes }) => episodes.meanReturn?.toFixed(2) ?? '-')
    const cells = [
      game,
      scores.join(', '),
      records.map(({ episodes }) => episodes.terminated + episodes.truncated).join(', '),
      records.at(-1)?.totalSteps ?? '',
      records.map(({ update }) => (Number(update['kl']) / 0.01).toFixed(2)).join(', '),
      own.map(({ cpu }) => cpu.toFixed(0)).join(', '),
      Math.round(Math.max(0, ...own.map(({ peakMiB }) => peakMiB))),
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}

mkdirSync(root, { recursive: true })
for (const method of methods) {
  if (!values.table)
    for (let iteration = 1; iteration <= iterations; iteration++)
      for (const game of figure5.tasks) await trainTo(game, method, iteration)
  await printTable(method)
}
