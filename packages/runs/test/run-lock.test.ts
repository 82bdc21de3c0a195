import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { RunError } from '../src/errors.ts'
import { withRunLock } from '../src/files/run-lock.ts'
import { runPaths } from '../src/files/run-paths.ts'

let folder: string
let lock: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trpo-lock-'))
  lock = join(folder, 'lock')
})
afterEach(() => rm(folder, { recursive: true }))

const holding = <T>(work: () => Promise<T>) => withRunLock(runPaths(folder), work)

describe('the lock of a run', () => {
  test('holds our process id while the work is done, and is gone after it', async () => {
    expect(await holding(() => readFile(lock, 'utf8'))).toBe(`${process.pid}\n`)
    expect(await readdir(folder)).toEqual([])
    await expect(holding(() => Promise.reject(new Error('it failed')))).rejects.toThrow('it failed')
    expect(await readdir(folder)).toEqual([])
  })

  test('that a living process holds is respected, and stays', async () => {
    await writeFile(lock, `${process.ppid}\n`)
    const work = () => Promise.reject(new Error('was done'))
    await expect(holding(work)).rejects.toThrow(`is being trained by process ${process.ppid}`)
    await expect(holding(work)).rejects.toThrow(RunError)
    expect(await readFile(lock, 'utf8')).toBe(`${process.ppid}\n`)
  })

  test.each([
    ['of a process that has ended', () => String(spawnSync(process.execPath, ['--version']).pid)],
    ['of an ended process that had our id', () => String(process.pid)],
    ['that a crash left empty', () => ''],
    ['that is no process id', () => '-1'],
  ])('%s is cleared away', async (_, holder) => {
    await writeFile(lock, holder())
    expect(await holding(() => readFile(lock, 'utf8'))).toBe(`${process.pid}\n`)
    expect(await readdir(folder)).toEqual([])
  })

  test('in a folder that is not there is an RunError', async () => {
    await expect(withRunLock(runPaths(join(folder, 'none')), async () => {})).rejects.toThrow(RunError)
  })
})
