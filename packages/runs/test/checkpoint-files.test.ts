import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeCheckpoint, encodeCheckpoint, type TrainingState } from '@trpo/core'
import { gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { listCheckpoints, loadCheckpoint, saveCheckpoint } from '@trpo/runs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const model = gaussianMlp({ observationSize: 3, actionSize: 2, hidden: [5] })

/** What a baseline of four parameters carries. */
const carried = (data: Float64Array) => ({ baseline: { shape: [4], data } })
const loadState = async (path: string) =>
  decodeCheckpoint(model, await loadCheckpoint(path), carried(new Float64Array(4)))
const saveState = (directory: string, state: TrainingState, keep: number) =>
  saveCheckpoint(directory, state.iteration, encodeCheckpoint(model, state), keep)

function stateAt(iteration: number, normalized = true): TrainingState {
  const random = randomStream(1, 'test').seek(iteration, 0, 0)
  const draw = (length: number) => Float64Array.from({ length }, () => random.normal())
  return {
    iteration,
    steps: 1000 * iteration,
    theta: model.network.init(random),
    estimator: carried(draw(4)),
    ...(normalized && { observations: { count: 17, mean: draw(3), m2: draw(3).map((value) => value * value) } }),
  }
}

/** Lanes that take 10 (lane 1), 4 and 3 steps an iteration, after 3 iterations. */
const open = [
  { lane: 1, iteration: 2, step: 8, length: 2 },
  { lane: 4, iteration: 0, step: 3, length: 9 },
  { lane: 11, iteration: 1, step: 0, length: 6 },
]

function openState(): TrainingState {
  const random = randomStream(2, 'test')
  return {
    ...stateAt(3),
    open: open.map(({ length, ...episode }) => ({
      ...episode,
      actions: Float64Array.from({ length: 2 * length }, () => random.normal()),
      observation: Float64Array.from({ length: 3 }, () => random.normal()),
      return: random.normal(),
    })),
  }
}

describe('checkpoint files', () => {
  let directory: string
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'checkpoints-'))
  })
  afterEach(() => rm(directory, { recursive: true }))

  it('come back equal, and the last few are kept', async () => {
    const path = await saveState(directory, openState(), 2)
    expect(await loadState(path)).toEqual(openState())
    for (let iteration = 1; iteration <= 5; iteration++) await saveState(directory, stateAt(iteration), 2)
    const files = await listCheckpoints(directory)
    expect(files.map(({ iteration }) => iteration)).toEqual([4, 5])
    for (const { iteration, path } of files) expect(await loadState(path)).toEqual(stateAt(iteration))
  })

  it('replace one of the same iteration', async () => {
    await saveState(directory, { ...stateAt(1), steps: 1 }, 2)
    const path = await saveState(directory, stateAt(1), 2)
    expect(await loadState(path)).toEqual(stateAt(1))
  })

  it('that were being written are not listed, and do not disturb the next write', async () => {
    await mkdir(join(directory, '.writing-000003'))
    await writeFile(join(directory, '.writing-000003', 'state.safetensors'), 'half')
    expect(await listCheckpoints(directory)).toEqual([])
    const path = await saveState(directory, stateAt(3), 2)
    expect(await loadState(path)).toEqual(stateAt(3))
    expect(await readdir(directory)).toEqual(['000003'])
  })

  it('are none where there is no directory', async () => {
    expect(await listCheckpoints(join(directory, 'nowhere'))).toEqual([])
  })

  it.each([
    [
      'truncated',
      async (path: string) => truncate(join(path, 'state.safetensors'), 100),
      /state.safetensors \(100 bytes\)/,
    ],
    [
      'without its tensors',
      async (path: string) => rm(join(path, 'state.safetensors')),
      /no readable state.safetensors/,
    ],
    [
      'edited',
      async (path: string) => {
        const file = join(path, 'checkpoint.json')
        await writeFile(file, (await readFile(file, 'utf8')).replace('"steps": 2000', '"steps": 2001'))
      },
      /checkpoint.json .* is truncated or changed/,
    ],
  ])('that are %s are refused', async (_name, damage, message) => {
    const path = await saveState(directory, stateAt(2), 1)
    await damage(path)
    await expect(loadState(path)).rejects.toThrow(message)
  })

  it('keep the good ones when a state that cannot be continued is to be saved', async () => {
    await saveState(directory, stateAt(1), 1)
    const bad = { ...stateAt(2), estimator: carried(Float64Array.of(Number.POSITIVE_INFINITY)) }
    await expect(async () => saveState(directory, bad, 1)).rejects.toThrow(/baseline holds Infinity at 0/)
    expect((await listCheckpoints(directory)).map(({ iteration }) => iteration)).toEqual([1])
  })

  it('refuse to keep none', async () => {
    await expect(saveState(directory, stateAt(1), 0)).rejects.toThrow(/keep is 0/)
  })
})
