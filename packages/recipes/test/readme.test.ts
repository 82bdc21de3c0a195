import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fieldsList } from '../src/config/fields.ts'
import { oldNamesTable } from '../src/config/old-names.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

test.each([
  ['the fields', fieldsList()],
  ['the names of version 1', oldNamesTable()],
])('the README has %s as they are', (_what, made) => {
  expect(readme).toContain(made)
})

test('no line of what is made is wide', () => {
  for (const line of `${fieldsList()}\n${oldNamesTable()}`.split('\n')) expect(line.length).toBeLessThanOrEqual(120)
})
