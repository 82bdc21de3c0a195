import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { beforeAllTrain, edit, editRecord, forge, inFolder, verifyChanged } from './runs.ts'

beforeAllTrain('good', 'other', 'paper')

describe('what differs is named, and the exit code is 1', () => {
  const decimal = String.raw`-?\d\.?\d*(e-\d+)?`
  const bits = String.raw`\(0x[0-9a-f]{16}\)`
  const values = String.raw`\n  recorded    ${decimal} ${bits}\n  recomputed  ${decimal} ${bits}\n`

  test.each<[string, (run: string) => Promise<void>, string, RegExp]>([
    [
      'the last digit of a metric',
      (run) =>
        editRecord(run, 3, (text) =>
          text.replace(/("kl":0\.\d*)(\d),/, (_, head, last) => `${head}${(Number(last) + 3) % 10},`),
        ),
      'Iteration 3',
      new RegExp(
        `runs/changed/metrics.jsonl, line 3: update.kl${values}all else there agrees\nbefore it +iterations 1 to 2 agree\n`,
      ),
    ],
    [
      'a status',
      (run) => editRecord(run, 2, (text) => text.replace('"accepted"', '"rejected"')),
      'Iteration 2',
      /line 2: update\.status\n {2}recorded {4}"rejected"\n {2}recomputed {2}"accepted"\n/,
    ],
    [
      'a metric that is missing',
      (run) =>
        editRecord(run, 1, (text) =>
          text.replace('"entropy":', '"entropi":').replace('"episodes"', '"entropy":null,"episodes"'),
        ),
      'Iteration 1',
      /line 1: entropy\n {2}recorded {4}null\n/,
    ],
    [
      'a record that is missing',
      (run) => edit(join(run, 'metrics.jsonl'), (text) => text.split('\n').slice(0, 3).concat('').join('\n')),
      'Iteration 4',
      /line 4: the record\n {2}recorded {4}nothing\n/,
    ],
    [
      'two records in another order',
      (run) =>
        edit(join(run, 'metrics.jsonl'), (text) => {
          const lines = text.split('\n')
          return [lines[0], lines[2], lines[1], ...lines.slice(3)].join('\n')
        }),
      'Iteration 2',
      /line 2: iteration\n {2}recorded {4}3 \(0x4008000000000000\)\n {2}recomputed {2}2 \(0x4000000000000000\)/,
    ],
    [
      'a checkpoint of another seed',
      (run) =>
        cp(inFolder('runs', 'other', 'checkpoints', '000005'), join(run, 'checkpoints', '000005'), {
          recursive: true,
        }),
      'Iteration 5',
      new RegExp(`runs/changed/checkpoints/000005: policy\\.0\\.weight\\[0, 0\\]${values}`),
    ],
    [
      'the checkpoint of another iteration',
      (run) => cp(join(run, 'checkpoints', '000006'), join(run, 'checkpoints', '000005'), { recursive: true }),
      'Iteration 5',
      /checkpoints\/000005: iteration\n {2}recorded {4}6 /,
    ],
    [
      'a flipped bit of a checkpoint',
      async (run) => {
        const path = join(run, 'checkpoints', '000004', 'state.safetensors')
        const bytes = await readFile(path)
        bytes[bytes.length - 3] ^= 4
        await writeFile(path, bytes)
      },
      'Iteration 4',
      /checkpoints\/000004: its files\n {2}recorded {4}checkpoint runs\/changed\/checkpoints\/000004: state\.safetensors \(\d+ bytes\) is truncated or changed, its SHA-256 is not the one in SHA256SUMS/,
    ],
    [
      'a flipped bit of a checkpoint whose sums were made to fit',
      (run) =>
        forge(join(run, 'checkpoints', '000004'), 'state.safetensors', (bytes) => {
          bytes[bytes.length - 8] ^= 1
          return bytes
        }),
      'Iteration 4',
      new RegExp(`checkpoints/000004: [\\w.]+(\\[[\\d, ]+\\])?${values}all else there agrees`),
    ],
    [
      'a checkpoint without one of its files',
      (run) => rm(join(run, 'checkpoints', '000005', 'checkpoint.json')),
      'Iteration 5',
      /checkpoints\/000005: its files\n.*has no readable checkpoint\.json \(ENOENT/,
    ],
    [
      'the policy of another run',
      (run) => cp(inFolder('runs', 'other', 'policy'), join(run, 'policy'), { recursive: true }),
      'The policy',
      new RegExp(
        `runs/changed/policy: network\\.0\\.weight\\[0, 0\\]${values}[^]*before it +iterations 1 to 6 agree\n`,
      ),
    ],
    [
      'a policy that is missing',
      (run) => rm(join(run, 'policy'), { recursive: true }),
      'The policy',
      /policy: its files\n {2}recorded {4}no policy in runs\/changed\/policy: policy\.json cannot be read/,
    ],
  ])('%s', async (_, change, iteration, message) => {
    const ended = await verifyChanged('good', change)
    expect(ended.stdout).toContain(`It differs. ${iteration} of the run is not what comes out now.`)
    expect(ended.stdout).toMatch(message)
    expect(ended.stdout).toMatch(/it was made by +commit .*, Node v/)
    expect(ended.code).toBe(1)
  })

  test.each<[string, string, (text: string) => string, RegExp]>([
    [
      'good',
      'a setting',
      (text) => text.replace('"discount": 0.99', '"discount": 0.98'),
      /config\.json: estimator\.discount\n {2}now {9}0\.98 \(0x[0-9a-f]{16}\)\n {2}then {8}0\.99 /,
    ],
    [
      'good',
      'the seed',
      (text) => text.replace('"seed": 1', '"seed": 4'),
      /config\.json: seed\n {2}now {9}4 .*\n {2}then {8}1 /,
    ],
    [
      'paper',
      'one that the command had set',
      (text) => text.replace('"maxKl": 0.02', '"maxKl": 0.01'),
      /update\.maxKl\n {2}now {9}0\.01 .*\n {2}then {8}0\.02 /,
    ],
  ])('of %s, %s of the config', async (name, _, change, message) => {
    const ended = await verifyChanged(name, (run) => edit(join(run, 'config.json'), change))
    expect(ended.stdout).toContain('The config is not the one that the run began with.')
    expect(ended.stdout).toMatch(message)
    expect(ended.stdout).toContain('all else there agrees')
    expect(ended.code).toBe(1)
  })

  test('a config whose command does not give it any more: the digests', async () => {
    const ended = await verifyChanged('good', async (run) => {
      await edit(join(run, 'config.json'), (text) => text.replace('"discount": 0.99', '"discount": 0.98'))
      await edit(join(run, 'run.json'), (text) => text.replace('train modern/cart-pole', 'train --config gone.json'))
    })
    expect(ended.stdout).toMatch(
      /its digest \(SHA-256\)\n {2}now {9}[0-9a-f]{64}\n {2}then {8}[0-9a-f]{64} in run\.json\n$/,
    )
    expect(ended.code).toBe(1)
  })
})
