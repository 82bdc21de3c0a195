import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentedFiles } from './documents.ts'
import { root } from './snippets.ts'

const PAGE = 'docs/contributing-guide.md'
const page = readFileSync(join(root, PAGE), 'utf8')
const contentOf = (path: string) => readFileSync(join(root, path), 'utf8')
const blocksOf = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text.trimEnd())

describe(PAGE, () => {
  const shown = documentedFiles().filter(({ path }) => path.startsWith(`${PAGE}/`))

  it('shows all files of examples/guide, and no others', () => {
    const names = shown.map(({ path }) => path.slice(PAGE.length + 1))
    expect(names.sort()).toEqual(readdirSync(join(root, 'examples/guide')).sort())
  })

  it.each(shown)('$path is the file that is tested', ({ path, code }) => {
    expect(code).toBe(contentOf(path.replace(PAGE, 'examples/guide')))
  })

  it.each(blocksOf('js'))('the test has the line %s', (line) => {
    expect(contentOf('examples/test/guide.test.ts')).toContain(line)
  })

  it.each(blocksOf('diff').map((text) => text.split('\n')))('%s has the line that another is added to', (...lines) => {
    const [head, ...rest] = lines
    const file = contentOf(head.replace(/^ {2}\/\/ /, ''))
    const kept = rest.filter((line) => line.startsWith('  '))
    expect(kept).toHaveLength(1)
    expect(rest.filter((line) => line.startsWith('+ ')).length).toBe(rest.length - 1)
    expect(file.split('\n')).toContain(kept[0].slice(2))
  })

  it('holds every part to a suite', () => {
    for (const suite of ['environment', 'distribution', 'baseline', 'updateRule', 'network'])
      expect(blocksOf('js').join('\n')).toContain(`${suite}Conformance(`)
  })

  it.each([...page.matchAll(/\]\(\.\.\/([^)#]+)/g)].map(([, path]) => path))('leads to %s', (path) => {
    expect(existsSync(join(root, path))).toBe(true)
  })
})
