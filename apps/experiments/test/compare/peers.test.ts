import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { comparisonRows } from '../../src/compare/comparison-rows.ts'
import type { LearningCurve } from '../../src/compare/learning-curve.ts'
import { curveOfPeer } from '../../src/compare/peer-curve.ts'
import { curvesOfPeers } from '../../src/compare/peer-files.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peer-'))
})
afterEach(() => rm(folder, { recursive: true }))

const config = { kind: 'config', seed: 3, hyperparameters: { target_kl: 0.01 } }
const iteration = { kind: 'iteration', timesteps: 50, meanReturn: 2, accepted: true, kl: 0.005 }
const run = (task: string, seed: number) => ({
  task,
  seed,
  seconds: { wall: 99, cpu: 40 },
  curve: [
    { steps: 0, wall: 0, cpu: 0, mode: 1, drawn: null, episodes: 0 },
    { steps: 50, wall: 60, cpu: 20, mode: 5, drawn: 2, episodes: 7 },
    { steps: 100, wall: 99, cpu: 40, mode: 9, drawn: 3 + seed, episodes: 8 },
  ],
})

const write = async (name: string, ...lines: object[]) => {
  const path = join(folder, name)
  // As Python's json.dumps spaces it.
  const texts = lines.map((line) => JSON.stringify(line).replaceAll('":', '": '))
  await writeFile(path, `${texts.join('\n')}\n`)
  return path
}

describe('a file with a line an iteration', () => {
  test('is read', async () => {
    const path = await write('peer.jsonl', config, iteration, { kind: 'summary' })
    expect(await curveOfPeer({ label: 'other', path, task: 'swim' }, 'iterations')).toMatchObject({
      task: 'swim',
      label: 'other',
      seed: 3,
      points: [{ steps: 50, meanReturn: 2, accepted: true, partOfBound: 0.5 }],
      returns: [{ x: 1, meanReturn: 2 }],
    })
    await expect(curveOfPeer({ label: 'other', path, task: 'swim' }, 'seconds')).rejects.toThrow(/how long it took/)
  })

  test.each([
    ['without its config', [iteration, iteration], /line 1 is not what a peer writes/],
    ['with a return that is no number', [config, { ...iteration, meanReturn: 'much' }], /line 2 is not/],
    ['that is a run without a task', [{ ...run('hop', 1), task: undefined }], /line 1 is not/],
  ] as const)('%s is refused', async (_name, lines, message) => {
    const path = await write('peer.jsonl', ...lines)
    await expect(curveOfPeer({ label: 'other', path, task: '' })).rejects.toThrow(message)
  })

  test('that is not there is refused', async () => {
    const path = join(folder, 'none.jsonl')
    await expect(curveOfPeer({ label: 'other', path, task: '' })).rejects.toThrow(/none.jsonl cannot be read/)
  })
})

describe('a file with a whole run in its line', () => {
  test('is read along steps and seconds of the processor, by its drawn actions', async () => {
    const path = await write('hop.jsonl', run('hop', 2))
    const along = async (axis: 'steps' | 'seconds') =>
      (await curveOfPeer({ label: 'other', path, task: 'swim' }, axis)).returns
    expect(await along('steps')).toEqual([
      { x: 0, meanReturn: null },
      { x: 50, meanReturn: 2 },
      { x: 100, meanReturn: 5 },
    ])
    expect((await along('seconds')).map(({ x }) => x)).toEqual([0, 20, 40])
    await expect(curveOfPeer({ label: 'other', path, task: '' }, 'iterations')).rejects.toThrow(/how many iterations/)
  })

  test('has a row without what it does not tell, with the return of its last point', async () => {
    const curve = await curveOfPeer({ label: 'other', path: await write('hop.jsonl', run('hop', 2)), task: '' })
    expect(comparisonRows([curve])).toEqual([['hop', 'other', '2', '', '100', '5.000', '5.000', '', '']])
  })
})

describe('a folder of files', () => {
  const own: LearningCurve = { task: 'hop', label: 'a', seed: 1, source: 'made up', points: [], returns: [] }
  const peers = () => curvesOfPeers([`other=${folder}`], [own], 'steps')

  test('gives those whose task a run has', async () => {
    for (const [name, task, seed] of [['b', 'hop', 2] as const, ['a', 'hop', 1] as const, ['c', 'walk', 1] as const])
      await write(`${name}.jsonl`, run(task, seed))
    await write('notes.txt', {})
    expect((await peers()).map(({ task, label, seed }) => [task, label, seed])).toEqual([
      ['hop', 'other', 1],
      ['hop', 'other', 2],
    ])
  })

  test('with none of them, or with no file, is refused', async () => {
    await expect(peers()).rejects.toThrow(/has no file that ends in .jsonl/)
    await write('c.jsonl', run('walk', 1))
    await expect(peers()).rejects.toThrow(/has curves of walk, and the runs are of hop/)
  })

  test.each(['sb3', '=file', 'sb3='])('%s is refused, which is no label with a path', async (text) => {
    await expect(curvesOfPeers([text], [own], 'steps')).rejects.toThrow(/--peer is .*give a label and a file/)
  })
})
