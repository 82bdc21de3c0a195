import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeCheckpoint, encodeCheckpoint, type TrainingState } from '@trpo/core'
import { listCheckpoints, loadCheckpoint, saveCheckpoint } from '@trpo/core/node'
import { gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const model = gaussianMlp({ observationSize: 3, actionSize: 2, hidden: [5] })
const other = gaussianMlp({ observationSize: 3, actionSize: 2, hidden: [6] })

function stateAt(iteration: number, normalized = true): TrainingState {
  const random = randomStream(1, 'test').seek(iteration, 0, 0)
  const draw = (length: number) => Float64Array.from({ length }, () => random.normal())
  return {
    iteration,
    steps: 1000 * iteration,
    theta: model.network.init(random),
    baseline: draw(4),
    ...(normalized && { observations: { count: 17, mean: draw(3), m2: draw(3).map((value) => value * value) } }),
  }
}

describe('encodeCheckpoint', () => {
  it.each([true, false])('is undone by decodeCheckpoint bit for bit, normalised: %s', (normalized) => {
    const state = stateAt(3, normalized)
    expect(decodeCheckpoint(model, encodeCheckpoint(model, state))).toEqual(state)
  })

  it.each([
    ['iteration', -1, /checkpoint.iteration is -1/],
    ['steps', 'many', /checkpoint.steps is "many"/],
    ['formatVersion', 99, /checkpoint.formatVersion is 99/],
    ['numericsVersion', 0, /checkpoint.numericsVersion is 0/],
    ['observationCount', 1.5, /checkpoint.observationCount is 1.5/],
  ])('a wrong %s is named', (field, value, message) => {
    const { json, tensors } = encodeCheckpoint(model, stateAt(1))
    const changed = JSON.stringify({ ...JSON.parse(json), [field]: value })
    expect(() => decodeCheckpoint(model, { json: changed, tensors })).toThrow(message)
  })

  it('of another policy is refused', () => {
    expect(() => decodeCheckpoint(other, encodeCheckpoint(model, stateAt(1)))).toThrow(/belongs to another run/)
  })

  it('with a parameter that is not finite is refused', () => {
    const state = stateAt(1)
    state.theta[0] = Number.NaN
    expect(() => encodeCheckpoint(model, state)).toThrow(/policy\.0\.weight holds NaN at 0/)
    const { json, tensors } = encodeCheckpoint(model, stateAt(1))
    const bytes = new Float64Array(1).fill(Number.NaN)
    const damaged = tensors.slice()
    damaged.set(new Uint8Array(bytes.buffer), tensors.length - 8)
    expect(() => decodeCheckpoint(model, { json, tensors: damaged })).toThrow(/holds NaN/)
  })

  it('with any byte changed or cut is read or refused with an Error, and never anything else', () => {
    const { json, tensors } = encodeCheckpoint(model, stateAt(2))
    fc.assert(
      fc.property(fc.nat(tensors.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
        const changed = cut ? tensors.slice(0, at) : tensors.slice()
        if (!cut) changed[at] = byte
        try {
          decodeCheckpoint(model, { json, tensors: changed })
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
          expect(String(error).length).toBeGreaterThan(20)
        }
      }),
    )
  })
})

describe('checkpoint files', () => {
  let directory: string
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'checkpoints-'))
  })
  afterEach(() => rm(directory, { recursive: true }))

  it('come back equal, and the last few are kept', async () => {
    for (let iteration = 1; iteration <= 5; iteration++) await saveCheckpoint(directory, model, stateAt(iteration), 2)
    const files = await listCheckpoints(directory)
    expect(files.map(({ iteration }) => iteration)).toEqual([4, 5])
    for (const { iteration, path } of files) expect(await loadCheckpoint(path, model)).toEqual(stateAt(iteration))
  })

  it('replace one of the same iteration', async () => {
    await saveCheckpoint(directory, model, { ...stateAt(1), steps: 1 }, 2)
    const path = await saveCheckpoint(directory, model, stateAt(1), 2)
    expect(await loadCheckpoint(path, model)).toEqual(stateAt(1))
  })

  it('that were being written are not listed, and do not disturb the next write', async () => {
    await mkdir(join(directory, '.writing-000003'))
    await writeFile(join(directory, '.writing-000003', 'state.safetensors'), 'half')
    expect(await listCheckpoints(directory)).toEqual([])
    const path = await saveCheckpoint(directory, model, stateAt(3), 2)
    expect(await loadCheckpoint(path, model)).toEqual(stateAt(3))
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
    const path = await saveCheckpoint(directory, model, stateAt(2), 1)
    await damage(path)
    await expect(loadCheckpoint(path, model)).rejects.toThrow(message)
  })

  it('keep the good ones when a state that cannot be continued is to be saved', async () => {
    await saveCheckpoint(directory, model, stateAt(1), 1)
    const bad = { ...stateAt(2), baseline: Float64Array.of(Number.POSITIVE_INFINITY) }
    await expect(saveCheckpoint(directory, model, bad, 1)).rejects.toThrow(/baseline holds Infinity at 0/)
    expect((await listCheckpoints(directory)).map(({ iteration }) => iteration)).toEqual([1])
  })

  it('refuse to keep none', async () => {
    await expect(saveCheckpoint(directory, model, stateAt(1), 0)).rejects.toThrow(/keep is 0/)
  })
})
