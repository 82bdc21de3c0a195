import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fieldsList } from '../src/config/fields.ts'
import { oldNamesTable } from '../src/config/old-names.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

test('the README has the fields as they are', () => {
  expect(readme).toContain(fieldsList())
})

test('the README has the names of version 1 as they are', () => {
  expect(withoutPadding(readme)).toContain(withoutPadding(oldNamesTable()))
})

test('no line of what is made is wide', () => {
  for (const line of `${fieldsList()}\n${oldNamesTable()}`.split('\n')) expect(line.length).toBeLessThanOrEqual(120)
})

/** The formatter pads the cells of tables. */
function withoutPadding(text: string): string {
  return text.replaceAll(/ *\| */g, '|').replaceAll(/-{3,}/g, '---')
}
