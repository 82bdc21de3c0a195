import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeCheckpoint as decode, type EncodedState, encodeCheckpoint, type TrainingState } from '@trpo/core'
import { decodeSafetensors, encodeSafetensors, gaussianMlp, type Tensor } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import { DamagedCheckpointError, listCheckpoints, loadCheckpoint, saveCheckpoint } from '@trpo/runs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readOrRefused } from '../../policies/test/hostile.ts'

const model = gaussianMlp({ observationSize: 3, actionSize: 2, hidden: [5] })
const random = randomStream(1, 'fuzz')
const draw = (length: number) => Float64Array.from({ length }, () => random.normal())
const carried = (data: Float64Array) => ({ baseline: { shape: [4], data } })
const decodeCheckpoint = (policy: typeof model, encoded: EncodedState) =>
  decode(policy, encoded, carried(new Float64Array(4)))
const state: TrainingState = {
  iteration: 7,
  steps: 1234,
  theta: model.network.init(random),
  estimator: carried(draw(4)),
  observations: { count: 17, mean: draw(3), m2: draw(3).map((value) => value * value) },
  open: [
    { lane: 0, iteration: 5, step: 1, actions: draw(6), observation: draw(3), return: -2 },
    { lane: 3, iteration: 6, step: 0, actions: draw(2), observation: draw(3), return: 0.5 },
  ],
}
const whole = encodeCheckpoint(model, state)
const loadState = async (path: string) => decodeCheckpoint(model, await loadCheckpoint(path))

const edge = fc.constantFrom(
  ...[0, -0, 1, -1, 0.5, 2, 3, 6, 7, 8, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 1e308, -1e308, Number.MIN_VALUE],
)
const junk = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string(), edge, fc.constantFrom(null, [], {}, 'NaN', true))

/** The JSON with some of its values, at any depth, taken out or exchanged. */
const mutatedJson = fc.array(fc.tuple(fc.nat(), fc.option(junk)), { minLength: 1, maxLength: 3 }).map((changes) => {
  const document: unknown = JSON.parse(whole.json)
  for (const [at, value] of changes) {
    const places: [object, string][] = []
    const visit = (inner: unknown) => {
      if (typeof inner !== 'object' || inner === null) return
      for (const [name, next] of Object.entries(inner)) {
        places.push([inner, name])
        visit(next)
      }
    }
    visit(document)
    const place = places[at % Math.max(1, places.length)]
    if (place === undefined) continue
    if (value === null) Reflect.deleteProperty(...place)
    else Reflect.set(...place, structuredClone(value))
  }
  return JSON.stringify(document)
})

const tensor: fc.Arbitrary<Tensor> = fc
  .tuple(fc.constantFrom('F64', 'F32', 'I32', 'U8', 'I64'), fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 3 }))
  .map(([dtype, shape]): Tensor => {
    const size = shape.reduce((a, b) => a * b, 1)
    switch (dtype) {
      case 'F64':
        return { dtype, shape, data: new Float64Array(size).fill(0.5) }
      case 'F32':
        return { dtype, shape, data: new Float32Array(size) }
      case 'I32':
        return { dtype, shape, data: new Int32Array(size) }
      case 'I64':
        return { dtype, shape, data: new BigInt64Array(size) }
      default:
        return { dtype: 'U8', shape, data: new Uint8Array(size) }
    }
  })
const names = [...decodeSafetensors(whole.tensors).tensors.keys()]
/** The tensors with some taken out, exchanged, added or made not finite. */
const mutatedTensors = fc
  .array(fc.tuple(fc.constantFrom(...names, 'policy.9.weight', 'more'), fc.option(tensor), fc.option(edge)), {
    minLength: 1,
    maxLength: 3,
  })
  .map((changes) => {
    const tensors = new Map(decodeSafetensors(whole.tensors).tensors)
    for (const [name, exchanged, value] of changes) {
      const there = tensors.get(name)
      if (value !== null && there?.dtype === 'F64' && there.data.length > 0) {
        const data = there.data.slice()
        data[data.length >> 1] = value === 1 ? Number.NaN : value
        tensors.set(name, { ...there, data })
      } else if (exchanged === null) tensors.delete(name)
      else tensors.set(name, exchanged)
    }
    return encodeSafetensors(tensors)
  })

/** What is read is a state that this model can go on from. */
function expectUsable({ theta, iteration, steps, observations, open = [] }: TrainingState): void {
  expect(theta.length).toBe(model.network.parameterCount)
  expect(theta.every(Number.isFinite)).toBe(true)
  for (const count of [iteration, steps]) expect(Number.isSafeInteger(count) && count >= 0).toBe(true)
  if (observations !== undefined) expect([observations.mean.length, observations.m2.length]).toEqual([3, 3])
  for (const [index, episode] of open.entries()) {
    expect(episode.lane).toBeGreaterThan(index === 0 ? -1 : open[index - 1].lane)
    expect(episode.iteration).toBeLessThan(iteration)
    expect(episode.actions.length).toBeGreaterThanOrEqual(2)
    expect(episode.observation.length).toBe(3)
    expect([...episode.actions, ...episode.observation, episode.return].every(Number.isFinite)).toBe(true)
  }
}

describe('loadCheckpoint, given any files', () => {
  let directory: string
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'checkpoint-fuzz-'))
  })
  afterEach(() => rm(directory, { recursive: true }))
  const sha256 = (contents: string | Uint8Array) => createHash('sha256').update(contents).digest('hex')

  /** Files whose sums fit: what was changed got past the first check. */
  async function forge(path: string, json: string, tensors: Uint8Array): Promise<void> {
    await writeFile(join(path, 'checkpoint.json'), json)
    await writeFile(join(path, 'state.safetensors'), tensors)
    const sums = `${sha256(json)}  checkpoint.json\n${sha256(tensors)}  state.safetensors\n`
    await writeFile(join(path, 'SHA256SUMS'), sums)
  }

  test('with sums that fit: a state, or an Error that names the field', async () => {
    const path = await saveCheckpoint(directory, state.iteration, encodeCheckpoint(model, state), 1)
    await fc.assert(
      fc.asyncProperty(mutatedJson, mutatedTensors, fc.boolean(), async (json, tensors, both) => {
        await forge(path, json, both ? tensors : whole.tensors)
        const loaded = await loadState(path).catch((error: unknown) => error)
        readOrRefused(() => {
          if (loaded instanceof Error) throw loaded
          expectUsable(loaded as TrainingState)
        }, Error)
      }),
      { numRuns: 150 },
    )
  })

  test('with any byte of any file changed: a DamagedCheckpointError that names it', async () => {
    const path = await saveCheckpoint(directory, state.iteration, encodeCheckpoint(model, state), 1)
    const file = fc.constantFrom('checkpoint.json', 'state.safetensors', 'SHA256SUMS')
    await fc.assert(
      fc.asyncProperty(file, fc.nat(), fc.integer({ min: 1, max: 255 }), async (name, at, flip) => {
        const before = await readFile(join(path, name))
        const changed = Buffer.from(before)
        changed[at % changed.length] ^= flip
        await writeFile(join(path, name), changed)
        const loaded = await loadState(path).catch((error: unknown) => error)
        await writeFile(join(path, name), before)
        // The last newline of the sums says nothing.
        if (name === 'SHA256SUMS' && at % changed.length === changed.length - 1) return
        expect(loaded).toBeInstanceOf(DamagedCheckpointError)
        expect(String(loaded)).toMatch(/(checkpoint\.json|state\.safetensors) \(\d+ bytes\) is truncated or changed/)
      }),
      { numRuns: 150 },
    )
  })

  test('with tensors larger than a file that can be read at once: the reason of the system is named', async () => {
    const path = await saveCheckpoint(directory, state.iteration, encodeCheckpoint(model, state), 1)
    // Sparse: it takes no room on the disk.
    await truncate(join(path, 'state.safetensors'), 2 ** 40)
    await expect(loadState(path)).rejects.toThrow(/no readable state\.safetensors \(.*(2 GiB|1099511627776)/)
  })
})

describe('a checkpoint that replaces one', () => {
  let directory: string
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'checkpoint-replaced-'))
  })
  afterEach(() => rm(directory, { recursive: true }))

  test('is cut off between its two renames: the one before is still listed, and read', async () => {
    const { rename } = await import('node:fs/promises')
    const path = await saveCheckpoint(directory, state.iteration, encodeCheckpoint(model, state), 1)
    await rename(path, join(directory, '.replaced-000007'))
    const [file, ...others] = await listCheckpoints(directory)
    expect(others).toEqual([])
    expect(file.iteration).toBe(7)
    expect(await loadState(file.path)).toEqual(state)
    const later: TrainingState = { ...state, steps: 4321 }
    await saveCheckpoint(directory, later.iteration, encodeCheckpoint(model, later), 1)
    expect((await listCheckpoints(directory)).map(({ path: listed }) => listed)).toEqual([path])
    expect(await loadState(path)).toEqual(later)
  })

  test('leaves out the old one that was not removed any more', async () => {
    const { cp } = await import('node:fs/promises')
    const path = await saveCheckpoint(directory, state.iteration, encodeCheckpoint(model, state), 1)
    await cp(path, join(directory, '.replaced-000007'), { recursive: true })
    expect((await listCheckpoints(directory)).map(({ path: listed }) => listed)).toEqual([path])
  })
})
