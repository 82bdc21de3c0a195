import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const map = readFileSync(join(root, 'docs/paper-map.md'), 'utf8')

/** Every link of the map: `[name](../path/file.ts)`, name being what the file defines. */
const entries = [...map.matchAll(/\[`([^`]+)`\]\(\.\.\/([^)]+)\)/g)].map(([, name, path]) => ({ name, path }))

describe('docs/paper-map.md', () => {
  it('names the equations that single path TRPO consists of', () => {
    for (const item of ['Eq 14', 'Eq 17', 'Eq 56-57', 'App C', 'App D', 'Table 2', '5.1'])
      expect(map).toContain(`**${item}**`)
    expect(entries.length).toBeGreaterThan(10)
  })

  it.each(entries)('$name stands in $path', ({ name, path }) => {
    expect(existsSync(join(root, path))).toBe(true)
    const defined = new RegExp(`\\b(function|const|interface|type) ${name}\\b|\\b${name}\\(`)
    expect(readFileSync(join(root, path), 'utf8')).toMatch(defined)
  })
})
