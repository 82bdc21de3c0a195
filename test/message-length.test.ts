import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { literalsOf } from './literals.ts'

/** Characters that a message may have; a value in it counts as `VALUE`. */
const MOST = 300
const VALUE = 10

const root = join(import.meta.dirname, '..')
const sources = globSync('{packages,apps}/*/src/**/*.ts', { cwd: root }).filter((path) => !path.endsWith('-wasm.ts'))

test('a literal is found with what stands in it, and comments are none', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a template, not one
  const source = "// `no`\nconst a = `b ${c ? `d ${e} f` : 'g'} h` /* 'no' */ + 'it\\'s' + /[`']/.source"
  expect(literalsOf(source)).toEqual([
    { line: 2, text: 'b … h' },
    { line: 2, text: 'd … f' },
    { line: 2, text: 'g' },
    { line: 2, text: "it's" },
  ])
})

test('no message is longer than a few lines of a terminal', () => {
  expect(sources.length).toBeGreaterThan(400)
  const long = sources.flatMap((path) =>
    literalsOf(readFileSync(join(root, path), 'utf8'))
      .filter(({ text }) => text.split('\n').some((line) => line.replaceAll('…', '.'.repeat(VALUE)).length > MOST))
      .map(({ line, text }) => `${path}:${line} ${text}`),
  )
  expect(long).toEqual([])
})
