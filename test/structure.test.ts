import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** The packages of docs/architecture.md from the lowest up, by name. */
const UPWARD = [
  ...[
    'math',
    'drawing',
    'physics',
    'random',
    'linalg',
    'distributions',
    'networks',
    'policies',
    'envs',
    'samplers',
    'core',
  ],
  ...['tabular', 'blackbox', 'runs', 'recipes'],
]

/** The most lines of a source file; one with more gives its reason in its head comment. */
const MOST_LINES = 200

const sources = globSync('packages/*/src/**/*.ts', { cwd: root })
  .filter((path) => !path.endsWith('-wasm.ts'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

/** What stands in the imports and exports of a text, types included. */
const importsOf = (text: string): readonly string[] =>
  [...text.matchAll(/(?:\bfrom|\bimport\()\s*'([^']+)'/g)].map(([, name]) => name)

/** A text without what it loads only once it is asked for: that comes after all that is loaded at first. */
const withoutDemand = (text: string): string => text.replaceAll(/\bimport\(\s*'[^']+'\s*,?\s*\)/g, '')

/** Those that lie on circles of arrows, or between two of them. */
function inCircles(arrows: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const left = new Map(arrows)
  for (;;) {
    const pointedAt = new Set([...left.values()].flatMap((others) => [...others]))
    const free = [...left].filter(
      ([name, others]) => !pointedAt.has(name) || [...others].every((other) => !left.has(other)),
    )
    if (free.length === 0) return [...left.keys()].sort()
    for (const [name] of free) left.delete(name)
  }
}

/** Arrows from what each source belongs to, to what it imports by a relative path belongs to, others than itself. */
function arrowsBetween(
  belongsTo: (path: string) => string | undefined,
  read = (text: string) => text,
): Map<string, Set<string>> {
  const arrows = new Map<string, Set<string>>()
  for (const { path, text } of sources) {
    const from = belongsTo(path)
    if (from === undefined) continue
    const others = arrows.get(from) ?? new Set()
    arrows.set(from, others)
    for (const name of importsOf(read(text)).filter((each) => each.startsWith('.'))) {
      const to = belongsTo(join(dirname(path), name))
      if (to !== undefined && to !== from) others.add(to)
    }
  }
  return arrows
}

test('circles are found', () => {
  const arrows = new Map([
    ['a', new Set(['b'])],
    ['b', new Set(['c'])],
    ['c', new Set(['b'])],
    ['d', new Set<string>()],
  ])
  expect(inCircles(arrows)).toEqual(['b', 'c'])
})

test('a package imports from those below it alone', () => {
  const folders = globSync('packages/*', { cwd: root }).map((path) => path.slice('packages/'.length))
  expect([...UPWARD].sort()).toEqual(folders.sort())
  const upward = sources.flatMap(({ path, text }) => {
    const own = UPWARD.indexOf(path.split('/')[1])
    return importsOf(text)
      .map((name) => /^@trpo\/([a-z]+)/.exec(name)?.[1])
      .filter((name) => name !== undefined && UPWARD.indexOf(name) >= own)
      .map((name) => `${path}: ${name}`)
  })
  expect(upward).toEqual([])
})

test('files import each other in no circle, types and what is loaded on demand included', () => {
  const arrows = arrowsBetween((path) => path)
  expect(arrows.size).toBeGreaterThan(400)
  expect(inCircles(arrows)).toEqual([])
})

test('the folders of a package import each other in no circle', () => {
  // Files beside the folders, such as index.ts, put them together or hold what all of them need.
  const arrows = arrowsBetween((path) => /^packages\/[a-z]+\/src\/[^/]+(?=\/)/.exec(path)?.[0], withoutDemand)
  expect(arrows.size).toBeGreaterThan(40)
  expect(inCircles(arrows)).toEqual([])
})

test('no file is long', () => {
  const long = sources.filter(({ text }) => text.split('\n').length > MOST_LINES + 1)
  expect(long.map(({ path }) => path)).toEqual([])
})

test.each([
  ['the kind of a quota', /\bquota\.kind [!=]==/, 'packages/samplers/src/plans/plan-of-quota.ts'],
  ['fresh and continued episodes', /\bepisodes [!=]== '\w+' [?]/, 'packages/samplers/src/single-path/single-path.ts'],
  ['the physics', /\bphysics [!=]== '/, 'packages/recipes/src/environments/registry.ts'],
])('%s is branched on in one place', (_what, branch, place) => {
  expect(sources.filter(({ text }) => branch.test(text)).map(({ path }) => path)).toEqual([place])
})
