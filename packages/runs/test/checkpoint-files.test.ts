import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeCheckpoint, encodeCheckpoint, type TrainingState } from '@trpo/core'
import { listCheckpoints, loadCheckpoint, saveCheckpoint } from '@trpo/runs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { carried, model, openState, stateAt } from '../../core/test/checkpoint-states.ts'

const loadState = async (path: string) =>
  decodeCheckpoint(model, await loadCheckpoint(path), carried(new Float64Array(4)))
const saveState = (directory: string, state: TrainingState, keep: number) =>
  saveCheckpoint(directory, state.iteration, encodeCheckpoint(model, state), keep)

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
