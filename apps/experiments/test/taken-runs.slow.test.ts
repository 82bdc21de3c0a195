import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { chartlessWords, cliEnvironment, temporaryFolder, tensorsOf, trpoInOneProcess } from './run-cli.ts'

const ITERATIONS = 6
const small = ['sampler.quota.unit=steps', 'sampler.quota.perIteration=240', 'sampler.lanes=12', 'policy.hidden=4']
const settings = ['--iterations', String(ITERATIONS), ...small.flatMap((text) => ['--set', text])]
const runs = ['modern-cart-pole-seed1', 'modern-cart-pole-seed2', 'modern-cart-pole-seed3']

/** Trains a run by hand, in the words of its sweep. */
const train = (folder: string, seed: number, out: string, iterations = ITERATIONS) =>
  trpoInOneProcess(folder, [
    ...['train', 'modern/cart-pole', '--seed', String(seed), '--name', runs[seed - 1], '--out', out, ...settings],
    ...['--iterations', String(iterations)],
  ])

async function until(condition: () => boolean) {
  while (!condition()) await sleep(5)
}

// So it is with the process of a killed sweep that is slow to start: it takes the lock, or begins the run, after the next sweep
// has looked for it.
test('runs of a sweep that another process takes just before they begin are waited for, and then done to the same bits', async () => {
  const folder = await temporaryFolder()
  const [node, ...before] = chartlessWords
  const hold = ['--import', new URL('./held-runs.ts', import.meta.url).href]
  const words = ['sweep', 'modern/cart-pole', '--seeds', '1-3', '--jobs', '3', '--name', 'taken', ...settings]
  const sweep = spawn(node, [...hold, ...before, ...words], { cwd: folder, env: cliEnvironment, stdio: 'pipe' })
  let said = ''
  for (const stream of [sweep.stdout, sweep.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()))
  const ended = new Promise<number | null>((resolve) => sweep.on('close', resolve))
  await until(() => runs.every((name) => existsSync(join(folder, `held-${name}`))))

  // One is locked by a process that lives, one is begun and was stopped, and one is done.
  const sweeps = join('runs', 'taken')
  const lock = join(folder, sweeps, runs[0], 'lock')
  await mkdir(join(folder, sweeps, runs[0]))
  await writeFile(lock, `${process.pid}\n`)
  expect(await train(folder, 2, sweeps, 2)).toMatchObject({ code: 0 })
  const config = join(folder, sweeps, runs[1], 'config.json')
  await writeFile(config, (await readFile(config, 'utf8')).replace('"iterations": 2', `"iterations": ${ITERATIONS}`))
  expect(await train(folder, 3, sweeps)).toMatchObject({ code: 0 })

  await writeFile(join(folder, 'go'), '')
  const log = join(folder, sweeps, 'logs', `${runs[0]}.txt`)
  while (!(await readFile(log, 'utf8')).includes(`is being trained by process ${process.pid}`)) await sleep(5)
  await rm(lock)
  expect(await ended, said).toBe(0)
  expect(said).toContain('Done: 3 of 3 runs are finished.')
  expect(existsSync(join(folder, sweeps, 'failures.json'))).toBe(false)
  for (const seed of [1, 2]) {
    expect(await train(folder, seed, 'alone')).toMatchObject({ code: 0 })
    const [its, mine] = [sweeps, 'alone'].map((out) => tensorsOf(join(folder, out, runs[seed - 1]), ITERATIONS))
    expect(await its).toEqual(await mine)
  }
})
