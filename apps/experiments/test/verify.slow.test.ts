import { createHash } from 'node:crypto'
import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder, trpo } from './run-cli.ts'

const settings = ['--set', 'sampling.unit=steps', '--set', 'sampling.perIteration=600', '--set', 'checkpoints.keep=3']
const train = (name: string, ...more: string[]) => ['train', 'modern/cart-pole', '--name', name, ...settings, ...more]

let folder: string
beforeAll(async () => {
  folder = await temporaryFolder()
  for (const words of [
    train('good', '--iterations', '6'),
    train('other', '--iterations', '6', '--seed', '2'),
    [
      'train',
      'paper/cart-pole',
      '--name',
      'paper',
      '--iterations',
      '2',
      '--workers',
      '1',
      ...settings,
      '--set',
      'algorithm.maxKl=0.02',
    ],
  ])
    expect(await trpo(folder, words)).toMatchObject({ code: 0, stderr: '' })
})

/** The names, sizes, times and contents below a folder. */
async function contents(directory: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const name of (await readdir(directory, { recursive: true })).sort()) {
    const path = join(directory, name)
    const { size, mtimeMs } = await stat(path)
    const text = (await stat(path)).isFile() ? (await readFile(path)).toString('base64') : ''
    found[name] = `${size} ${mtimeMs} ${text}`
  }
  return found
}

/** A copy of a run, changed, and what `trpo verify` says of it. */
async function verifyChanged(of: string, change: (run: string) => Promise<void>, ...words: string[]) {
  const run = join(folder, 'runs', 'changed')
  await rm(run, { recursive: true, force: true })
  await cp(join(folder, 'runs', of), run, { recursive: true })
  await change(run)
  const before = await contents(run)
  const ended = await trpo(folder, ['verify', 'runs/changed', ...words])
  expect(await contents(run)).toEqual(before)
  expect(ended.stderr).not.toContain('internal error')
  return ended
}

/** Edits a text file. */
async function edit(path: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(path, 'utf8')
  const changed = change(text)
  expect(changed).not.toBe(text)
  await writeFile(path, changed)
}

/** Edits a line of metrics.jsonl. */
async function editRecord(run: string, line: number, change: (text: string) => string): Promise<void> {
  await edit(join(run, 'metrics.jsonl'), (text) =>
    text
      .split('\n')
      .map((one, index) => (index === line - 1 ? change(one) : one))
      .join('\n'),
  )
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Edits a file of a checkpoint and makes its sums fit again, as somebody would who wanted to cheat. */
async function forge(checkpoint: string, name: string, change: (bytes: Buffer) => Buffer): Promise<void> {
  const bytes = await readFile(join(checkpoint, name))
  const before = sha256(bytes)
  const changed = change(bytes)
  await writeFile(join(checkpoint, name), changed)
  await edit(join(checkpoint, 'SHA256SUMS'), (text) => text.replace(before, sha256(changed)))
}

const untouched = async () => {}

describe('a run that is what it says', () => {
  test('verifies from the seed, and nothing is written', async () => {
    const ended = await verifyChanged('good', untouched)
    expect(ended.stderr).toBe('')
    expect(ended.stdout).toContain('iterations 1 to 6, from the first state, drawn from the seed')
    expect(ended.stdout).toContain('Every bit agrees: 6 records of metrics.jsonl, 3 checkpoints and the policy.')
    expect(ended.code).toBe(0)
  })

  test('verifies from a checkpoint, as many iterations as asked for', async () => {
    const ended = await verifyChanged('good', untouched, '--last', '2')
    expect(ended.stdout).toContain('iterations 5 to 6, from the checkpoint of iteration 4')
    expect(ended.stdout).toContain('Every bit agrees: 2 records of metrics.jsonl, 2 checkpoints and the policy.')
    expect(ended.code).toBe(0)
    expect((await verifyChanged('good', untouched, '--last', '99')).stdout).toContain('6 records')
  })

  test('verifies by the planar and the paper presets alike, and when another label or number of iterations was set', async () => {
    const ended = await verifyChanged('paper', (run) =>
      edit(join(run, 'config.json'), (text) =>
        text.replace('"paper/cart-pole"', '"mine"').replace('"iterations": 2', '"iterations": 9'),
      ),
    )
    expect(ended.stdout).toContain('Every bit agrees: 2 records')
    expect(ended.stdout).toContain('The run is unfinished: 2 of 9 iterations')
    expect(ended.code).toBe(0)
  })

  test('verifies when its episodes go on over iterations, also from a checkpoint', async () => {
    const words = ['--set', 'sampling.episodes=continue', '--set', 'sampling.lanes=12', '--iterations', '4']
    expect((await trpo(folder, train('continued', ...words, '--set', 'sampling.perIteration=240'))).code).toBe(0)
    for (const [more, compared] of [
      [[], '4 records of metrics.jsonl, 3 checkpoints and the policy'],
      [['--last', '1', '--workers', '1'], '1 record of metrics.jsonl, 1 checkpoint and the policy'],
    ] as const) {
      const ended = await trpo(folder, ['verify', 'runs/continued', ...more])
      expect(ended.stdout).toContain(`Every bit agrees: ${compared}.`)
      expect(ended.code).toBe(0)
    }
    const changed = await verifyChanged('continued', (run) =>
      forge(join(run, 'checkpoints', '000003'), 'checkpoint.json', (bytes) =>
        Buffer.from(bytes.toString().replace(/"steps": \d+/, '"steps": 721')),
      ),
    )
    expect(changed.stdout).toMatch(/checkpoints\/000003: steps\n {2}recorded {4}721 .*\n {2}recomputed {2}720 /)
    expect(changed.code).toBe(1)
  })

  test('verifies when it was resumed', async () => {
    const ended = await verifyChanged('good', async (run) => {
      expect((await trpo(folder, ['resume', run, '--iterations', '7'])).code).toBe(0)
    })
    expect(ended.stdout).toContain('Every bit agrees: 7 records of metrics.jsonl, 3 checkpoints and the policy.')
  })

  test.each<[string, (run: string) => Promise<void>, string]>([
    [
      'after its last checkpoint was removed: a record is one ahead',
      async (run) => rm(join(run, 'checkpoints', '000006'), { recursive: true }),
      'Every bit agrees: 6 records of metrics.jsonl, 2 checkpoints',
    ],
    [
      'with half a line of metrics',
      (run) => edit(join(run, 'metrics.jsonl'), (text) => `${text}{"iteration": 7, "ste`),
      'Every bit agrees: 6 records of metrics.jsonl, 3 checkpoints and the policy.',
    ],
    [
      'with half a checkpoint',
      (run) => cp(join(run, 'checkpoints', '000006'), join(run, 'checkpoints', '.writing-000007'), { recursive: true }),
      'Every bit agrees: 6 records of metrics.jsonl, 3 checkpoints and the policy.',
    ],
  ])('verifies what is there when it was cut off %s', async (_, change, message) => {
    const ended = await verifyChanged('good', async (run) => {
      await change(run)
      // As it is when the checkpoint of the iteration was not written.
      if (message.includes('2 checkpoints'))
        await cp(join(folder, 'five', 'policy'), join(run, 'policy'), { recursive: true })
    })
    expect(ended.stdout).toContain(message)
    expect(ended.code).toBe(0)
  })

  beforeAll(async () => {
    expect((await trpo(folder, [...train('five', '--iterations', '5'), '--out', '.'])).code).toBe(0)
  })

  test('whose policy was not renewed any more says so, and `resume` renews it', async () => {
    const behind = (run: string) => cp(join(folder, 'five', 'policy'), join(run, 'policy'), { recursive: true })
    const ended = await verifyChanged('good', behind)
    expect(ended.stdout).toContain('Every bit agrees: 6 records of metrics.jsonl, 3 checkpoints.')
    expect(ended.stdout).toContain('The policy is that of the iteration before the last checkpoint')
    expect(ended.code).toBe(0)
    const resumed = await verifyChanged('good', async (run) => {
      await behind(run)
      const { code, stdout } = await trpo(folder, ['resume', run])
      expect(stdout).toContain('6, all done')
      expect(code).toBe(0)
      expect((await trpo(folder, ['resume', run])).stdout).toContain('is finished: 6 of 6 iterations')
    })
    expect(resumed.stdout).toContain('3 checkpoints and the policy.')
  })

  test.each<[string, string[], string]>([
    [
      'the last checkpoint',
      ['000006'],
      '6 records of metrics.jsonl, 2 checkpoints.\nThe policy is that of iteration 6, whose',
    ],
    [
      'the last two',
      ['000005', '000006'],
      '6 records of metrics.jsonl, 1 checkpoint.\nThe policy is that of iteration 6, whose',
    ],
    ['all of them', ['.'], '6 records of metrics.jsonl, 0 checkpoints and the policy.'],
  ])('whose checkpoints were removed is what it says all the same: %s', async (_, names, message) => {
    const ended = await verifyChanged('good', async (run) => {
      for (const name of names) await rm(join(run, 'checkpoints', name === '.' ? '' : name), { recursive: true })
    })
    expect(ended.stdout).toContain(`Every bit agrees: ${message}`)
    expect(ended.code).toBe(0)
  })

  test('that is being trained is verified but for its policy', async () => {
    const ended = await verifyChanged('good', (run) => writeFile(join(run, 'lock'), `${process.pid}\n`))
    expect(ended.stdout).toContain('The policy was not compared: the run is being trained.')
    expect(ended.code).toBe(0)
  })
})

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
        cp(join(folder, 'runs', 'other', 'checkpoints', '000005'), join(run, 'checkpoints', '000005'), {
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
      (run) => cp(join(folder, 'runs', 'other', 'policy'), join(run, 'policy'), { recursive: true }),
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
          await cp(join(folder, 'five', 'policy'), run, { recursive: true })
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
  await trpo(folder, ['train', 'modern/cart-pole', '--name', 'long', ...settings, '--iterations', '40'])
  let sent = false
  const ended = await trpo(folder, ['verify', 'runs/long'], (stdout, child) => {
    if (sent || !stdout.includes('iteration  1/40')) return
    sent = true
    child.kill('SIGINT')
  })
  expect(ended.stdout).toMatch(/Stopped: iterations? .* agrees?; the rest was not compared\.\n$/)
  expect(ended.code).toBe(130)
})
