import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { randomStream } from '@trpo/random'
import { readMetrics } from '@trpo/runs'
import { expect, test } from 'vitest'
import { myModule } from './my-module.ts'
import { chartless, chartlessWords, cliEnvironment, temporaryFolder, tensorsOf } from './run-cli.ts'

const ITERATIONS = 12
const tiny = ['sampler.quota.unit=steps', 'sampler.quota.perIteration=240', 'sampler.lanes=12', 'policy.hidden=4']
const settings = [...tiny, 'checkpoints.keep=2'].flatMap((text) => ['--set', text])
const words = [
  ...['sweep', 'modern/cart-pole', '--name', 'tiny', '--seeds', '1,2', '--set', 'update.maxKl=0.01,0.03'],
  ...['--iterations', String(ITERATIONS), ...settings],
]
const names = ['0.01', '0.03'].flatMap((maxKl) => [1, 2].map((seed) => `modern-cart-pole-maxKl${maxKl}-seed${seed}`))

/** The processes whose working folder is this one. */
async function processesIn(cwd: string): Promise<string[]> {
  const found: string[] = []
  for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name)))
    if ((await readlink(`/proc/${id}/cwd`).catch(() => '')) === cwd) found.push(id)
  return found
}

/** Kills the sweep in a folder some milliseconds after its first run has begun to be trained. Gives whether that came in time. */
async function killed(cwd: string, signal: NodeJS.Signals, delay: number): Promise<boolean> {
  const [node, ...before] = chartlessWords
  const child = spawn(node, [...before, ...words], { cwd, env: cliEnvironment, stdio: 'ignore' })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const running = () => child.exitCode === null && child.signalCode === null
  const locked = () => names.some((name) => existsSync(join(cwd, 'runs', 'tiny', name, 'lock')))
  while (running() && !locked()) await sleep(2)
  await sleep(delay)
  const hit = running()
  child.kill(signal)
  await ended
  return hit
}

async function recordsOf(run: string) {
  return (await readMetrics(join(run, 'metrics.jsonl'))).map(({ timings: _timings, ...rest }) => rest)
}

const hasProc = existsSync('/proc/self/task')

test('a sweep of 2 x 2 runs that is killed again and again ends with the bits of runs that nobody disturbed', async () => {
  const folder = await realpath(await temporaryFolder())
  const random = randomStream(2015, 'sweep kills')
  let hits = 0
  // Until the processes of a killed sweep have heard of it, the next one waits for them.
  for (const signal of ['SIGKILL', 'SIGTERM', 'SIGKILL', 'SIGKILL'] as const)
    hits += Number(await killed(folder, signal, 400 * random.uniform()))
  expect(hits).toBeGreaterThan(0)
  // The first one was killed before much was done: what it left is resumed from the folder alone.
  const done = await chartless(folder, ['sweep', '--resume', 'runs/tiny'])
  expect(done).toMatchObject({ code: 0, stderr: '' })
  expect(done.stdout).toContain('Done: 4 of 4 runs are finished.')
  if (hasProc) expect(await processesIn(folder)).toEqual([])

  // One run by hand, in words of its own: it is the sweep's, bit for bit.
  const alone = ['train', 'modern/cart-pole', '--name', 'alone', '--seed', '2', '--iterations', String(ITERATIONS)]
  expect(await chartless(folder, [...alone, '--set', 'update.maxKl=0.03', ...settings])).toMatchObject({ code: 0 })
  const [mine, its] = [join(folder, 'runs', 'alone'), join(folder, 'runs', 'tiny', names[3])]
  expect(await tensorsOf(its, ITERATIONS)).toEqual(await tensorsOf(mine, ITERATIONS))
  expect(await recordsOf(its)).toEqual(await recordsOf(mine))
  expect((await readdir(its, { recursive: true })).sort()).toEqual((await readdir(mine, { recursive: true })).sort())
  // Another is what its config gives, as verify has it.
  expect(await chartless(folder, ['verify', join('runs', 'tiny', names[0])])).toMatchObject({ code: 0 })

  // Nothing is done twice, and another question is refused.
  const before = await readFile(join(its, 'run.json'), 'utf8')
  expect(await chartless(folder, words)).toMatchObject({ code: 0 })
  expect(await readFile(join(its, 'run.json'), 'utf8')).toBe(before)
  const other = await chartless(folder, [...words, '--set', 'update.damping=0.1'])
  expect(other.code).toBe(2)
  expect(other.stderr).toMatch(/^error: the sweep runs\/tiny was asked for something else .*--resume runs\/tiny`\n$/)
})

test('a run that fails is kept with its reason, and tried again on request only', async () => {
  const folder = await temporaryFolder()
  const mine = (reward: number) =>
    myModule(
      `if (++steps > 20000 && existsSync('broken')) throw new Error('it broke'); return { reward: ${reward}, terminated: false }`,
      "import { existsSync } from 'node:fs'\nlet steps = 0\n",
    )
  const file = join(folder, 'mine.mjs')
  await writeFile(file, mine(1))
  await writeFile(join(folder, 'broken'), '')
  const sweep = ['sweep', '--env', 'mine.mjs', '--seeds', '1', '--name', 'mine', '--iterations', '2']
  const first = await chartless(folder, [
    ...sweep,
    ...['sampler.quota.perIteration=24000', tiny[3]].flatMap((text) => ['--set', text]),
  ])
  expect(first).toMatchObject({ code: 1, stderr: '' })
  expect(first.stdout).toMatch(/Not all done: 0 of 1 run is finished\.\nfailed {3}mine-seed1: .*it broke/)
  const again = ['sweep', '--resume', 'mine']
  expect(await chartless(folder, again)).toMatchObject({ code: 1 })
  // In another environment it would be another run: it is not tried, and has still failed.
  await writeFile(file, mine(2))
  const edited = await chartless(folder, [...again, '--retry'])
  expect(edited.code).toBe(2)
  expect(edited.stderr).toMatch(/^error: the run mine-seed1 is not finished .*mine\.mjs has been edited; undo the edit/)
  await writeFile(file, mine(1))
  expect(await chartless(folder, again)).toMatchObject({ code: 1 })
  await rm(join(folder, 'broken'))
  const fixed = await chartless(folder, [...again, '--retry'])
  expect(fixed.code).toBe(0)
  expect(fixed.stdout).toContain('Done: 1 of 1 run is finished.')
})

test.skipIf(!hasProc)('kill -9 of a sweep stops its runs, which would go on for long', async () => {
  const folder = await realpath(await temporaryFolder())
  const [node, ...before] = chartlessWords
  const endless = [
    'sweep',
    'modern/cart-pole',
    '--name',
    'long',
    '--seeds',
    '1,2',
    '--jobs',
    '2',
    '--iterations',
    '1000000',
  ]
  const child = spawn(node, [...before, ...endless, ...settings], { cwd: folder, env: cliEnvironment, stdio: 'ignore' })
  const records = () =>
    Promise.all([1, 2].map((seed) => recordsOf(join(folder, 'runs', 'long', `modern-cart-pole-seed${seed}`))))
  while ((await records()).some(({ length }) => length === 0)) await sleep(20)
  expect(await processesIn(folder)).toHaveLength(3)
  child.kill('SIGKILL')
  // Were one to go on, the test would end by its time limit.
  while ((await processesIn(folder)).length > 0) await sleep(20)
})
