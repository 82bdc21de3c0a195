import { cp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { beforeAllTrain, edit, forge, inFolder, train, trpoThere, untouched, verifyChanged } from './runs.ts'

beforeAllTrain('good', 'paper', 'five')

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

  test('verifies when its episodes continue over iterations, also from a checkpoint', async () => {
    const words = ['--set', 'sampling.episodes=continue', '--set', 'sampling.lanes=12', '--iterations', '4']
    expect((await trpoThere(train('continued', ...words, '--set', 'sampling.perIteration=240'))).code).toBe(0)
    for (const [more, compared] of [
      [[], '4 records of metrics.jsonl, 3 checkpoints and the policy'],
      [['--last', '1', '--workers', '1'], '1 record of metrics.jsonl, 1 checkpoint and the policy'],
    ] as const) {
      const ended = await trpoThere(['verify', 'runs/continued', ...more])
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
      expect((await trpoThere(['resume', run, '--iterations', '7'])).code).toBe(0)
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
        await cp(inFolder('five', 'policy'), join(run, 'policy'), { recursive: true })
    })
    expect(ended.stdout).toContain(message)
    expect(ended.code).toBe(0)
  })

  test('whose policy was not renewed any more says so, and `resume` renews it', async () => {
    const behind = (run: string) => cp(inFolder('five', 'policy'), join(run, 'policy'), { recursive: true })
    const ended = await verifyChanged('good', behind)
    expect(ended.stdout).toContain('Every bit agrees: 6 records of metrics.jsonl, 3 checkpoints.')
    expect(ended.stdout).toContain('The policy is that of the iteration before the last checkpoint')
    expect(ended.code).toBe(0)
    const resumed = await verifyChanged('good', async (run) => {
      await behind(run)
      const { code, stdout } = await trpoThere(['resume', run])
      expect(stdout).toContain('6, all done')
      expect(code).toBe(0)
      expect((await trpoThere(['resume', run])).stdout).toContain('is finished: 6 of 6 iterations')
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
