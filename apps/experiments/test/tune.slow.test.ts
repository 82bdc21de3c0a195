import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { chartless, chartlessWords, cliEnvironment, expectOneMessage, temporaryFolder } from './run-cli.ts'

const tiny = ['sampler.quota.unit=steps', 'sampler.quota.perIteration=240', 'sampler.lanes=12', 'policy.hidden=4']
const words = [
  ...['tune', 'modern/cart-pole', '--space', 'update.maxKl=log:0.003:0.1', '--candidates', '2', '--factor', '2'],
  ...['--iterations', '3', '--seeds', '101,102', ...tiny.flatMap((text) => ['--set', text])],
]
const folderOf = (cwd: string, name: string) => join(cwd, 'runs', name)

/** Begins a search and kills it once a run of some iteration of a candidate is there. */
async function killed(cwd: string, name: string, checkpoint: string): Promise<boolean> {
  const [node, ...before] = chartlessWords
  const child = spawn(node, [...before, ...words, '--name', name], { cwd, env: cliEnvironment, stdio: 'ignore' })
  const ended = new Promise((resolve) => child.on('close', resolve))
  const running = () => child.exitCode === null && child.signalCode === null
  const isThere = async () =>
    (await readdir(folderOf(cwd, name)).catch(() => [])).some((run) =>
      existsSync(join(folderOf(cwd, name), run, 'checkpoints', checkpoint)),
    )
  while (running() && !(await isThere())) await sleep(5)
  const hit = running()
  child.kill('SIGKILL')
  await ended
  return hit
}

test('a search that is killed in its first and in its last round finds what an undisturbed one does', async () => {
  const folder = await temporaryFolder()
  const whole = await chartless(folder, [...words, '--name', 'whole'])
  expect(whole).toMatchObject({ code: 0, stderr: '' })
  for (const said of [
    'Round 1 of 2: 2 candidates, 2 seeds, 2 iterations',
    'Round 2 of 2: 1 candidate, 2 seeds, 3 iterations',
    'as it is',
  ])
    expect(whole.stdout).toContain(said)

  const hits = [await killed(folder, 'cut', '000001'), await killed(folder, 'cut', '000003')]
  expect(hits).toContain(true)
  expect(await chartless(folder, ['tune', '--resume', 'cut'])).toMatchObject({ code: 0 })
  for (const file of ['best.json', 'candidates.csv'])
    expect(await readFile(join(folderOf(folder, 'cut'), file), 'utf8')).toBe(
      await readFile(join(folderOf(folder, 'whole'), file), 'utf8'),
    )
  // Two candidates have two iterations, and the better one goes on to three.
  const counts = (await readFile(join(folderOf(folder, 'whole'), 'candidates.csv'), 'utf8'))
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row) => row.split(',')[2])
  expect(counts).toEqual(['3', '2'])

  // The result is a config like any other.
  const train = ['train', 'runs/whole/best.json', '--iterations', '1', '--csv', '--tensorboard']
  expect(await chartless(folder, train)).toMatchObject({ code: 0 })
  expect(await readdir(folderOf(folder, 'modern-cart-pole-tuned-seed1'))).toEqual(
    expect.arrayContaining(['metrics.csv', 'events.out.tfevents']),
  )

  const asSweep = await chartless(folder, ['sweep', '--resume', 'cut'])
  expectOneMessage(asSweep, 'cut is a search; resume it with `trpo tune --resume cut`')
})
