import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './snippets.ts'

const map = readFileSync(join(root, 'docs/paper-map.md'), 'utf8')
const [follows] = map.split('\n## What the paper leaves open')

/** Every link of the map: `[name](../path/file.ts)`, name being what the file defines. */
const entries = [...map.matchAll(/\[`(\w+)`\]\(\.\.\/([^)]+\.ts)\)/g)].map(([, name, path]) => ({ name, path }))

/** Every item of the list: what it is about, and all that it says. */
const items = [...follows.matchAll(/^- \*\*([^*]+)\*\*((?:.|\n(?! {0,1}[-#\n]))*)/gm)].map(([, about, text]) => ({
  about,
  text,
}))
const TESTED = /\]\(\.\.\/[^)]+\.test\.ts\)/

/** The numbers after a word, in what the items are about: `Eq 19-24` are six. */
function numbered(word: string): Set<number> {
  const found = new Set<number>()
  for (const { about } of items)
    for (const [, first, last = first] of about.matchAll(new RegExp(`\\b${word} (\\d+)(?:-(\\d+))?`, 'g')))
      for (let i = Number(first); i <= Number(last); i++) found.add(i)
  return found
}

describe('docs/paper-map.md', () => {
  it.each([
    ['Eq', 1, 57],
    ['Lemma', 1, 3],
    ['Theorem', 1, 1],
    ['Algorithm', 1, 1],
    ['Definition', 1, 1],
    ['Fig', 1, 5],
    ['Table', 1, 3],
  ] as const)('leaves out no %s from %i to %i', (word, first, last) => {
    expect([...numbered(word)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: last - first + 1 }, (_, i) => first + i),
    )
  })

  it.each(['2', '3', '4', '5', '5.1', '5.2', '6', '7', '8.1', 'C', 'C.1', 'D'])('has an item on %s', (section) => {
    expect(items.some(({ about }) => about === section)).toBe(true)
  })

  it.each(items)('$about: the place of code and test, or why there is none', ({ text }) => {
    if (/\bno code\b/.test(text)) return
    expect(text).toMatch(/\[`\w+`\]\(/)
    expect(text).toMatch(TESTED)
  })

  it.each(entries)('$name stands in $path', ({ name, path }) => {
    expect(existsSync(join(root, path))).toBe(true)
    const defined = new RegExp(`\\b(function|const|interface|type) ${name}\\b|\\b${name}\\(`)
    expect(readFileSync(join(root, path), 'utf8')).toMatch(defined)
  })

  const tests = new Set([...map.matchAll(/\]\(\.\.\/([^)]+\.test\.ts)\)/g)].map(([, path]) => path))
  it.each([...tests])('%s has a test', (path) => {
    expect(readFileSync(join(root, path), 'utf8')).toMatch(/\b(it|test)\b/)
  })
})
