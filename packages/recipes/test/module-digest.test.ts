import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { moduleDigest } from '../src/node/module-digest.ts'

const ENTRY = `import { reward } from './reward.js'
import { start } from "./own"
const later = () => import('./later')
const track = new URL('./track.json', import.meta.url)
import './missing.js'
import '@trpo/envs'
`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trpo-digest-'))
  await mkdir(join(folder, 'own'))
  await put('env.ts', ENTRY)
  await put('reward.ts', "export { scale as reward } from './scale.ts'\n")
  await put('scale.ts', "import './env.ts'\nexport const scale = 1\n")
  await put('own/index.ts', 'export const start = 0\n')
  await put('later.ts', 'export {}\n')
  await put('track.json', '{}\n')
  await put('alone.ts', 'export {}\n')
})
afterAll(() => rm(folder, { recursive: true }))

const put = (name: string, text: string) => writeFile(join(folder, name), text)
const digest = () => moduleDigest(join(folder, 'env.ts'))

describe('moduleDigest', () => {
  test.each(['env.ts', 'reward.ts', 'scale.ts', 'own/index.ts', 'later.ts', 'track.json'])(
    'sees a change of %s',
    async (name) => {
      const before = await digest()
      const text = await readFile(join(folder, name), 'utf8')
      await put(name, `${text}\n`)
      expect(await digest()).not.toBe(before)
      await put(name, text)
      expect(await digest()).toBe(before)
    },
  )

  test('does not see a file that nothing names', async () => {
    const before = await digest()
    await put('other.ts', 'export {}\n')
    expect(await digest()).toBe(before)
  })

  test('sees two files exchange what is in them', async () => {
    const before = await digest()
    await put('later.ts', '{}\n')
    await put('track.json', 'export {}\n')
    expect(await digest()).not.toBe(before)
    await put('later.ts', 'export {}\n')
    await put('track.json', '{}\n')
  })

  test('is the digest of its text for a module alone, as runs had it before', async () => {
    const text = createHash('sha256').update('export {}\n').digest('hex')
    expect(await moduleDigest(join(folder, 'alone.ts'))).toBe(text)
  })

  test('names a file that is not there', async () => {
    await expect(moduleDigest(join(folder, 'none.ts'))).rejects.toThrow(/there is no environment file .*none\.ts/)
  })
})
