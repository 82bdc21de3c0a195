import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, watch } from 'node:fs'
import { readdir, readFile, readlink, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { randomStream } from '@trpo/random'
import { readMetrics } from '@trpo/runs'
import { expect, test } from 'vitest'
import { chartless, chartlessWords, cliEnvironment, cliWords, temporaryFolder, tensorsOf } from './run-cli.ts'

const RUNS = 20
const AT_ONCE = 2
const ITERATIONS = 30
/** Kills of one run at most: a run under test must come to an end. */
const KILLS = 2
/** A run is killed so many milliseconds after it has begun to write, at most: about as long as it trains. */
const LONGEST = 300

/** One thread or two: the bits are the same, and threads of a killed process must not go on. */
const workersOf = (index: number) => ['--workers', String(1 + (index % 2))]

/** Iterations so small that writing takes most of their time. */
const train = (name: string, index: number) => [
  ...['train', 'modern/cart-pole', '--name', name, '--iterations', String(ITERATIONS), ...workersOf(index)],
  ...['--set', 'sampling.unit=steps', '--set', 'sampling.perIteration=240', '--set', 'sampling.lanes=12'],
  ...['--set', 'policy.hidden=4', '--set', 'checkpoints.keep=2'],
]

/** When a process is killed. */
interface Moment {
  /** Whether the process has begun to write. */
  readonly begun: () => Promise<boolean>
  /** Milliseconds after that. */
  readonly delay: number
  /** Where the next checkpoint is waited for after that, to be killed while it is written; undefined to kill at once. */
  readonly checkpoints: string | undefined
}

/** Starts a command and kills it. False when it ended by itself before. */
async function killed(cwd: string, words: readonly string[], moment: Moment): Promise<boolean> {
  const [node, ...before] = chartlessWords
  const child = spawn(node, [...before, ...words], { cwd, env: cliEnvironment, stdio: 'ignore' })
  const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (_code, signal) => resolve(signal))
  })
  while (isRunning(child) && !(await moment.begun())) await sleep(2)
  await sleep(moment.delay)
  if (moment.checkpoints === undefined || !existsSync(moment.checkpoints)) child.kill('SIGKILL')
  else {
    const watcher = watch(moment.checkpoints, (_event, name) => {
      if (name?.startsWith('.writing-')) child.kill('SIGKILL')
    })
    ended.then(() => watcher.close())
  }
  return (await ended) === 'SIGKILL'
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

/** What a killed run was writing, by what it left. */
async function writing(run: string): Promise<string> {
  const names = async (folder: string) => readdir(join(run, folder)).catch((): string[] => [])
  const checkpoints = await names('checkpoints')
  if (checkpoints.some((name) => name.startsWith('.writing-'))) return 'checkpoint'
  if ((await names('policy')).some((name) => name.endsWith('.tmp'))) return 'policy'
  if ((await names('.')).some((name) => name.endsWith('.tmp'))) return 'other file'
  const lines = (await readFile(join(run, 'metrics.jsonl'), 'utf8').catch(() => '')).split('\n')
  if (lines.at(-1) !== '') return 'half a record'
  const last = Math.max(-1, ...checkpoints.map(Number).filter(Number.isFinite))
  return lines.length - 1 > last ? 'record without checkpoint' : 'nothing'
}

async function recordsOf(run: string) {
  return (await readMetrics(join(run, 'metrics.jsonl'))).map(({ timings: _timings, ...rest }) => rest)
}

test(`${RUNS} runs killed by SIGKILL at random moments and resumed are the undisturbed run, bit for bit`, async () => {
  const folder = await temporaryFolder()
  const runs = join(folder, 'runs')
  expect(await chartless(folder, train('undisturbed', 0))).toMatchObject({ code: 0, stderr: '' })
  const whole = await tensorsOf(join(runs, 'undisturbed'), ITERATIONS)
  const records = await recordsOf(join(runs, 'undisturbed'))
  const policy = await readFile(join(runs, 'undisturbed', 'policy', 'policy.safetensors'))
  const files = (await readdir(join(runs, 'undisturbed'), { recursive: true })).sort()

  const hits = new Map<string, number>()
  const disturb = async (index: number) => {
    const name = `killed-${index}`
    const run = join(runs, name)
    const random = randomStream(2015, 'kills').seek(0, index, 0)
    const kills = 1 + Math.floor(KILLS * random.uniform())
    for (let kill = 0; kill < kills; kill++) {
      const hasRun = (await readdir(run).catch((): string[] => [])).includes('config.json')
      // A process writes its id into the lock before anything else; the one before was another's.
      const lock = () => readFile(join(run, 'lock'), 'utf8').catch(() => '')
      const before = await lock()
      const begun = async () => (await lock()) !== before
      const delay = LONGEST * random.uniform()
      const checkpoints = random.uniform() < 0.5 ? join(run, 'checkpoints') : undefined
      const words = hasRun ? ['resume', `runs/${name}`, ...workersOf(index)] : train(name, index)
      const hit = await killed(folder, words, { begun, delay, checkpoints })
      const what = hit ? await writing(run) : 'too late'
      hits.set(what, (hits.get(what) ?? 0) + 1)
    }
    const hasRun = (await readdir(run)).includes('config.json')
    const ended = await chartless(folder, hasRun ? ['resume', `runs/${name}`, ...workersOf(index)] : train(name, index))
    expect(ended.stderr).not.toContain('error')
    expect(ended.code).toBe(0)
    expect(await tensorsOf(run, ITERATIONS)).toEqual(whole)
    expect(await recordsOf(run)).toEqual(records)
    expect((await readFile(join(run, 'policy', 'policy.safetensors'))).equals(policy)).toBe(true)
    // Nothing half written is left either.
    expect((await readdir(run, { recursive: true })).sort()).toEqual(files)
  }
  const indices = Array.from({ length: RUNS }, (_, index) => index)
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let index = indices.shift(); index !== undefined; index = indices.shift()) await disturb(index)
    }),
  )
  const summary = [...hits].map(([what, count]) => `${what} ${count}`).join(', ')
  console.log(`${RUNS} runs killed; while writing: ${summary}`)
  // Between `.writing-` and the rename: half of the kills wait for it, and the machine decides how many come in time.
  expect(hits.get('checkpoint') ?? 0, summary).toBeGreaterThanOrEqual(3)
})

/** The processes whose working folder is this one. */
async function processesIn(cwd: string): Promise<string[]> {
  const found: string[] = []
  for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name)))
    if ((await readlink(`/proc/${id}/cwd`).catch(() => '')) === cwd) found.push(id)
  return found
}

const hasProc = existsSync('/proc/self/task')
if (!hasProc) console.log('SKIPPED 1 test of orphans: this system has no /proc to look for them in')

test.skipIf(!hasProc)('kill -9 leaves no thread and no process', async () => {
  const folder = await realpath(await temporaryFolder())
  const [node, ...before] = cliWords
  const words = ['train', 'modern/cart-pole', '--name', 'orphans', '--iterations', '100000', '--workers', '3']
  const child = spawn(node, [...before, ...words], {
    cwd: folder,
    env: cliEnvironment,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (data: Buffer) => String(data).includes('iteration ') && resolve())
  })
  const threads = await readdir(`/proc/${child.pid}/task`)
  const names = await Promise.all(
    threads.map((id) => readFile(`/proc/${child.pid}/task/${id}/comm`, 'utf8').catch(() => '')),
  )
  expect(names.filter((name) => name.startsWith('trpo shard')).length, names.join()).toBe(3)
  expect(await processesIn(folder)).toEqual([String(child.pid)])
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  expect(await ended).toEqual([null, 'SIGKILL'])
  expect(await processesIn(folder)).toEqual([])
  for (const id of threads) expect(existsSync(`/proc/${id}`), `thread ${id}`).toBe(false)
})
