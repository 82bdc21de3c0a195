import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const src = fileURLToPath(new URL('../src', import.meta.url))

/** The other folders that the files of each folder of the source import from. */
function importsOfFolders(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    const from = dirname(file)
    if (!file.endsWith('.ts') || from === '.') continue
    const others = found.get(from) ?? new Set()
    found.set(from, others)
    for (const [, path] of readFileSync(join(src, file), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
      const to = relative(src, dirname(join(src, from, path)))
      if (to !== from && to !== '' && !to.startsWith('..')) others.add(to)
    }
  }
  return found
}

test('the folders of the source can be put in an order in which each imports from those before it alone', () => {
  const left = importsOfFolders()
  expect(left.get('commands')).toContain('run')
  for (;;) {
    const free = [...left].filter(([, others]) => [...others].every((other) => !left.has(other)))
    if (free.length === 0) break
    for (const [folder] of free) left.delete(folder)
  }
  expect(Object.fromEntries([...left].map(([folder, others]) => [folder, [...others]]))).toEqual({})
})
