import { readFile } from 'node:fs/promises'
import { fieldsTable, presets } from '@trpo/recipes'
import { expect, test } from 'vitest'
import { createProgram } from '../src/program.ts'

const readme = withoutPadding(await readFile(new URL('../README.md', import.meta.url), 'utf8'))

/** Tables may be padded to line up. */
function withoutPadding(markdown: string): string {
  return markdown.replaceAll(/ {2,}/g, ' ').replaceAll(/\|[-| ]+\|/g, '|-|')
}

test('the README has the table of the config as the schema makes it', () => {
  expect(readme).toContain(withoutPadding(fieldsTable()))
})

test('the README names every preset and every command', () => {
  for (const { name } of presets) expect(readme).toContain(`| \`${name}\` |`)
  for (const command of createProgram([], () => {}).commands) expect(readme).toContain(`| \`${command.name()}`)
})
