import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { withSetupLock } from '../../src/node/setup/setup-lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'trpo-lock-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the lock of a set-up', () => {
  test('two set-ups take turns, and leave no file', async () => {
    const target = join(folder, 'turns')
    const said: string[] = []
    const waited: number[] = []
    const setUp = (name: string) =>
      withSetupLock(
        target,
        (pid) => waited.push(pid),
        async () => {
          said.push(`${name} begins`)
          await setTimeout(20)
          said.push(`${name} ends`)
        },
      )
    await Promise.all([setUp('a'), setUp('b')])
    expect(said).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
    expect(waited).toEqual([process.pid])
    expect(readdirSync(folder)).toEqual([])
  })

  test.each([
    ['a process that is gone', 2 ** 22 + 1],
    ['an earlier process with the same id', process.pid],
    ['nobody', ''],
  ])('one that was left by %s is taken over', async (_, holder) => {
    const target = join(folder, 'left')
    writeFileSync(`${target}.lock`, String(holder))
    utimesSync(`${target}.lock`, 1, 1)
    const waited: number[] = []
    const done = await withSetupLock(
      target,
      (pid) => waited.push(pid),
      async () => existsSync(`${target}.lock`),
    )
    expect([done, waited]).toEqual([true, []])
    expect(readdirSync(folder)).toEqual([])
  })
})
