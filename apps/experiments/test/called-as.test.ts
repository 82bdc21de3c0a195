import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { calledAs } from '../src/called-as.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const linux = { platform: 'linux', root } as const

test('commands are shown as they can be pasted in the folder that the user stands in', () => {
  expect(calledAs({ ...linux, cwd: root })).toEqual(['./trpo'])
  expect(calledAs({ ...linux, cwd: `${root}docs` })).toEqual(['../trpo'])
  expect(calledAs({ ...linux, cwd: `${root}packages/core` })).toEqual(['../../trpo'])
  expect(calledAs({ ...linux, cwd: '/' })).toEqual([`${root}trpo`])
})

test('where there is no such script the package manager is named, with the folder of the repository', () => {
  const windows = { platform: 'win32', root } as const
  expect(calledAs({ ...windows, cwd: root }).join(' ')).toBe('npx --yes pnpm@10 --silent trpo')
  expect(calledAs({ ...windows, cwd: '/' }).join(' ')).toBe(
    `npx --yes pnpm@10 -C ${root.replace(/\/$/, '')} --silent trpo`,
  )
  expect(calledAs({ platform: 'linux', root: '/nowhere', cwd: '/' })).toContain('pnpm@10')
})
