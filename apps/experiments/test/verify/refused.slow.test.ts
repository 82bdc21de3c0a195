import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { trpo } from '../run-cli.ts'
import { beforeAllTrain, editRecord, forge, inFolder, settings, trpoThere, untouched, verifyChanged } from './runs.ts'

beforeAllTrain('good', 'five')

describe('what cannot be verified ends with exit code 2 and one message', () => {
  test.each<[string, (run: string) => Promise<void>, string[], string | RegExp]>([
    [
      'no checkpoint to begin from',
      untouched,
      ['--last', '3'],
      'runs/changed keeps those of 4, 5, 6; give --last 2, 1, or leave it out to begin from the seed',
    ],
    ['no iterations', untouched, ['--last', '0'], 'Expected a whole number from 1'],
    [
      'no run',
      (run) =>
        rm(run, { recursive: true }).then(async () => {
          await cp(inFolder('five', 'policy'), run, { recursive: true })
        }),
      [],
      'there is no run in runs/changed',
    ],
    [
      'nothing there yet',
      async (run) => {
        for (const name of ['checkpoints', 'metrics.jsonl', 'policy']) await rm(join(run, name), { recursive: true })
      },
      [],
      'has neither a checkpoint nor a record yet',
    ],
    [
      'another numericsVersion',
      async (run) => {
        for (const name of ['000004', '000005', '000006'])
          await forge(join(run, 'checkpoints', name), 'checkpoint.json', (bytes) =>
            Buffer.from(bytes.toString().replace(/"numericsVersion": \d+/, '"numericsVersion": 0')),
          )
      },
      [],
      /checkpoints\/000004 was computed with numericsVersion 0, and this version of trpo computes with \d+, which gives other bits; verify the run with the commit that made it/,
    ],
    [
      'a line of metrics that is none',
      (run) => editRecord(run, 2, () => '{"iteration": 2}'),
      [],
      /metrics\.jsonl, line 2 is no record of an iteration \(steps: /,
    ],
  ])('%s', async (_, change, words, message) => {
    const ended = await verifyChanged('good', change, ...words)
    expect(ended.stderr).toMatch(message)
    expect(ended.code).toBe(2)
  })
})

test('stops at Ctrl-C with exit code 130, and says how far it came', async () => {
  await trpoThere(['train', 'modern/cart-pole', '--name', 'long', ...settings, '--iterations', '40'])
  let sent = false
  const ended = await trpo(inFolder(), ['verify', 'runs/long'], (stdout, child) => {
    if (sent || !stdout.includes('iteration  1/40')) return
    sent = true
    child.kill('SIGINT')
  })
  expect(ended.stdout).toMatch(/Stopped: iterations? .* agrees?; the rest was not compared\.\n$/)
  expect(ended.code).toBe(130)
})
