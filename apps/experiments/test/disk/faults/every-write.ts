// First of all, so that every other module has the functions of the faulty disk.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { listCheckpoints, loadCheckpoint, RunError, readMetrics } from '@trpo/runs'
import { continueRun } from '../../../src/commands/session.ts'
import { train } from '../../../src/commands/train.ts'
import { arm, disarm } from './faulty-disk.ts'

/** What became of a run whose n-th write failed. */
export interface Outcome {
  readonly n: number
  /** What the command said; undefined when every write was made before the fault. */
  readonly message: string | undefined
  readonly isRunError: boolean
  /** The names of its checkpoints then, all of which could be read. */
  readonly checkpoints: readonly string[]
  /** What it is after it was resumed: parameters, records and policy as one text. */
  readonly bits: string
  /** All that lies in its folder then. */
  readonly names: string
}

const ITERATIONS = 1

/**
 * Trains runs in a folder, each on a disk whose n-th write, and all or none of the next, fail, for n from 1 until no
 * write is left to fail; then goes on with each on a good disk. Writes the outcomes as JSON; the undisturbed run is the first.
 */
async function main(folder: string, count: number | undefined, code: string): Promise<void> {
  const outcomes: Outcome[] = [await attempt(folder, 0, undefined, code)]
  for (let n = 1; ; n++) {
    const outcome = await attempt(folder, n, count, code, async (run) => {
      const files = await listCheckpoints(join(run, 'checkpoints'))
      for (const { path } of files) await loadCheckpoint(path)
      return files.map(({ iteration }) => String(iteration))
    })
    outcomes.push(outcome)
    if (outcome.message === undefined) break
  }
  process.stdout.write(`\n${JSON.stringify(outcomes)}\n`)
}

async function attempt(
  folder: string,
  n: number,
  count: number | undefined,
  code: string,
  inspect: (run: string) => Promise<string[]> = async () => [],
): Promise<Outcome> {
  const name = `run-${n}`
  const run = join(folder, name)
  const begin = () =>
    train({
      preset: 'modern/cart-pole',
      iterations: ITERATIONS,
      set: [
        'sampling.unit=steps',
        'sampling.perIteration=240',
        'sampling.lanes=12',
        'policy.hidden=4',
        'checkpoints.keep=1',
      ],
      name,
      out: folder,
      force: false,
      command: 'a test',
      // In this thread: the same bits, and it begins sooner.
      workers: 1,
    })
  let thrown: unknown
  if (n > 0) arm({ folder: run, from: n, code, ...(count !== undefined && { count }) })
  try {
    await begin()
  } catch (error) {
    thrown = error
  }
  disarm()
  const checkpoints = await inspect(run)
  if (thrown !== undefined) {
    const isRun = (await readdir(run).catch((): string[] => [])).includes('config.json')
    await (isRun ? continueRun(run, undefined, 1) : begin())
  }
  return {
    n,
    message: thrown === undefined ? undefined : String(thrown),
    isRunError: thrown instanceof RunError,
    checkpoints,
    bits: await bitsOf(run),
    names: (await readdir(run, { recursive: true })).sort().join(' '),
  }
}

async function bitsOf(run: string): Promise<string> {
  const records = (await readMetrics(join(run, 'metrics.jsonl'))).map(({ timings: _timings, ...rest }) => rest)
  const last = join(run, 'checkpoints', String(ITERATIONS).padStart(6, '0'))
  const files = [
    join(last, 'checkpoint.json'),
    join(last, 'state.safetensors'),
    join(run, 'policy', 'policy.safetensors'),
  ]
  const contents = await Promise.all(files.map(async (file) => (await readFile(file)).toString('base64')))
  return JSON.stringify([records, ...contents])
}

const [folder = '.', count = 'all', code = 'ENOSPC'] = process.argv.slice(2)
await main(folder, count === 'all' ? undefined : Number(count), code)
