import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFailures, sweepPaths } from '@trpo/runs'
import { expect, onTestFinished, test } from 'vitest'
import { failureLog } from '../../src/sweep/failure-log.ts'

test('runs that fail at the same time are all kept, beside those that failed before', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trpo-failures-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const paths = sweepPaths(folder)
  const log = failureLog(paths, { before: { reason: 'it broke', at: '2015-02-19T00:00:00.000Z' } })
  const names = ['one', 'two', 'three', 'four']
  await Promise.all(names.map((name) => log.add(name, `${name} broke`)))
  const kept = await readFailures(paths)
  expect(Object.keys(kept)).toEqual(['before', ...names])
  expect(kept).toMatchObject({ two: { reason: 'two broke' } })
  expect(kept).toEqual(log.all())
  expect(await readdir(folder)).toEqual(['failures.json'])
})
