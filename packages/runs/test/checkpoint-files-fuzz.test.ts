import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeCheckpoint, type TrainingState } from '@trpo/core'
import { DamagedCheckpointError, listCheckpoints, loadCheckpoint, saveCheckpoint } from '@trpo/runs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  decodeCheckpoint,
  expectUsable,
  model,
  mutatedJson,
  mutatedTensors,
  state,
  whole,
} from '../../core/test/changed-checkpoints.ts'
import { readOrRefused } from '../../policies/test/hostile.ts'

const loadState = async (path: string) => decodeCheckpoint(model, await loadCheckpoint(path))

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
