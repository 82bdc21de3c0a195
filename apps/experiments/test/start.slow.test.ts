import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Ended, temporaryFolder, trpo } from './run-cli.ts'

/** `trpo start`, interrupted once `text` is on the screen. */
function interrupted(folder: string, text: string): Promise<Ended> {
  let sent = false
  return trpo(folder, ['start'], (stdout, child) => {
    if (sent || !stdout.includes(text)) return
    sent = true
    child.kill('SIGINT')
  })
}

test('start says what the main job is, can be stopped at once, and goes on from there', async () => {
  const folder = await temporaryFolder()
  const begun = await interrupted(folder, 'iteration   1/200')
  for (const line of [
    /^run +runs\/paper-swimmer-seed1 \(preset paper\/swimmer, seed 1\)$/m,
    /^task +paper\/swimmer: 9 observations, 2 continuous actions$/m,
    /^policy +9-30-2 tanh, diagonal-gaussian, 364 parameters$/m,
    /^batch +single path: 50 whole paths of at most 1,000 steps, in 50 lanes$/m,
    /^step +TRPO, delta 0\.01, discount 0\.99, Monte Carlo, baseline time-dependent$/m,
    /^iterations 200$/m,
    /^iteration +1\/200 \| return -?\d/m,
  ])
    expect(begun.stdout).toMatch(line)
  expect(begun.code).toBe(130)
  // An iteration may take less time than a signal: one or a few.
  const done = Number(begun.stdout.match(/Interrupted after (\d+) of 200 iterations/)?.[1])
  expect(done).toBeGreaterThan(0)

  // Interrupted before its first iteration is over: nothing is lost, nothing is added.
  const again = await interrupted(folder, `iterations ${done + 1} to 200`)
  expect(again.stdout).toContain(`The run runs/paper-swimmer-seed1 stands at ${done} of 200 iterations: resuming it.`)
  expect(again.stdout).toContain(`Interrupted after ${done} of 200 iterations`)
  expect(again.code).toBe(130)
  const listed = await trpo(folder, ['list'])
  expect(listed.stdout).toMatch(new RegExp(`paper-swimmer-seed1 +unfinished +${done}/200 iterations`))
})

test('start goes on to the hopper, and ends with the pictures of both', async () => {
  const folder = await temporaryFolder()
  await trpo(folder, ['train', 'paper/swimmer', '--iterations', '1'])
  const begun = await interrupted(folder, 'iteration   1/489')
  expect(begun.stdout).toContain('The run runs/paper-swimmer-seed1 is finished: 1 iteration.')
  expect(begun.stdout).toMatch(/^run +runs\/Hopper-v5-seed1 \(preset Hopper-v5, seed 1\)$/m)
  expect(begun.code).toBe(130)
  expect(await readFile(join(folder, 'runs/paper-swimmer-seed1/gait.svg'), 'utf8')).toContain('<svg')

  await trpo(folder, ['train', 'Hopper-v5', '--iterations', '1', '--force'])
  const both = await trpo(folder, ['start'])
  expect(both.code).toBe(0)
  expect(both.stdout.trimEnd().split('\n').slice(-2)).toEqual([
    'See it swim: open runs/paper-swimmer-seed1/gait.svg in a browser.',
    'See it hop: open runs/Hopper-v5-seed1/gait.svg in a browser.',
  ])
  expect(await readFile(join(folder, 'runs/Hopper-v5-seed1/gait.svg'), 'utf8')).toContain('<svg')
})
