import { expect, test } from 'vitest'
import { userFolder } from '../src/user-folder.ts'

const script = {
  INIT_CWD: '/home/me/work',
  npm_lifecycle_event: 'trpo',
  npm_package_json: '/home/me/trpo/package.json',
}

test.each([
  ['a script, called from elsewhere', '/home/me/trpo', script, '/home/me/work'],
  ['the start script', '/home/me/trpo', { ...script, npm_lifecycle_event: 'start' }, '/home/me/work'],
  ['no script', '/home/me/trpo', {}, undefined],
  ['a command in a test of a script', '/home/me/trpo', { ...script, npm_lifecycle_event: 'test:slow' }, undefined],
  ['a command that a script starts elsewhere', '/tmp', script, undefined],
])('%s', (_, cwd, environment, expected) => {
  expect(userFolder(cwd, environment)).toBe(expected)
})
