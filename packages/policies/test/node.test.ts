import fs from 'node:fs'
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodePolicy, mode } from '@trpo/policies'
import { loadPolicy, savePolicy } from '@trpo/policies/node'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { policies } from './policies.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'trpo-policies-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

test.each(policies)('%s is saved and loaded with the same bits', async (_, policy) => {
  const directory = join(root, 'a', 'b')
  await savePolicy(directory, policy)
  const again = await loadPolicy(directory)
  expect(encodePolicy(again)).toEqual(encodePolicy(policy))
  expect(mode(again, [1, 2, 3, 4])).toEqual(mode(policy, [1, 2, 3, 4]))
})

describe('a directory', () => {
  const [[, first], [, second]] = policies

  test('holds the two files and nothing else, also when saved to again', async () => {
    await savePolicy(root, first)
    await savePolicy(root, second)
    expect((await readdir(root)).sort()).toEqual(['policy.json', 'policy.safetensors'])
    expect((await loadPolicy(root)).normalizer).toEqual(second.normalizer)
    expect(new Uint8Array(await readFile(join(root, 'policy.safetensors')))).toEqual(encodePolicy(second).tensors)
  })

  test('can be saved to twice at a time', async () => {
    await Promise.all([savePolicy(root, first), savePolicy(root, first)])
    expect(encodePolicy(await loadPolicy(root))).toEqual(encodePolicy(first))
    expect((await readdir(root)).length).toBe(2)
  })

  test('of a file system that cannot sync directories can be saved to', async () => {
    const { open } = fs.promises
    let refused = 0
    fs.promises.open = async (path, flags, mode) => {
      if (path !== root) return open(path, flags, mode)
      refused++
      throw Object.assign(new Error('EINVAL: invalid argument'), { code: 'EINVAL' })
    }
    syncBuiltinESMExports()
    try {
      await savePolicy(root, first)
    } finally {
      fs.promises.open = open
      syncBuiltinESMExports()
    }
    expect(refused).toBe(1)
    expect(encodePolicy(await loadPolicy(root))).toEqual(encodePolicy(first))
  })

  test('without a policy is named', async () => {
    await expect(loadPolicy(root)).rejects.toThrow(`no policy in ${root}: policy.json cannot be read`)
    await savePolicy(root, first)
    await rm(join(root, 'policy.safetensors'))
    await expect(loadPolicy(root)).rejects.toThrow(`no policy in ${root}: policy.safetensors cannot be read`)
  })

  test('with truncated tensors is named', async () => {
    await savePolicy(root, first)
    await truncate(join(root, 'policy.safetensors'), 500)
    await expect(loadPolicy(root)).rejects.toThrow(`the policy in ${root} cannot be loaded: safetensors: `)
  })

  test('with halves of two policies is noticed', async () => {
    await savePolicy(root, first)
    await writeFile(join(root, 'policy.json'), encodePolicy(second).json)
    await expect(loadPolicy(root)).rejects.toThrow('of two policies')
  })

  test('that cannot be made or written to is an error, and leaves no temporary file', async () => {
    await writeFile(join(root, 'file'), '')
    await expect(savePolicy(join(root, 'file'), first)).rejects.toThrow()
    expect(await readdir(root)).toEqual(['file'])
  })
})
