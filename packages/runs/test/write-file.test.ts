import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeFileWhole, writerOf } from '../src/files/write-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trpo-write-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('writes of one process to one file do not take away what another of them was writing', async () => {
  const path = join(folder, 'failures.json')
  const texts = Array.from({ length: 8 }, (_, index) => String(index).repeat(10_000))
  await Promise.all(texts.map((text) => writeFileWhole(path, text)))
  expect(texts).toContain(await readFile(path, 'utf8'))
  expect(await readdir(folder)).toEqual(['failures.json'])
})

test('a temporary name tells which process was writing, also as earlier versions wrote it', async () => {
  const names: string[] = []
  const writing = writeFileWhole(join(folder, 'table.12'), 'x'.repeat(1_000_000)).then(() => true)
  while (names.length === 0 && !(await Promise.race([writing, Promise.resolve(false)])))
    names.push(...(await readdir(folder)).filter((name) => name.endsWith('.tmp')))
  await writing
  for (const name of names) expect(writerOf(name)).toBe(process.pid)
  expect(writerOf('sweep.json.17.tmp')).toBe(17)
  expect(writerOf('table.12.17-0a1b2c3d.tmp')).toBe(17)
  expect(['sweep.json', 'sweep.json.tmp', '17.tmp', 'a.x-17.tmp'].map(writerOf)).toEqual(Array(4).fill(undefined))
})
