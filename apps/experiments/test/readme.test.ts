import { readFile } from 'node:fs/promises'
import { presets } from '@trpo/recipes'
import { expect, test } from 'vitest'
import { createProgram } from '../src/program.ts'

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')

test('the README names every preset and every command', () => {
  for (const { name } of presets) expect(readme).toContain(`\`${name}\``)
  for (const command of createProgram([], () => {}).commands) expect(readme).toContain(`- \`${command.name()}`)
})
