import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readApi } from '../scripts/api-reference.ts'

/** A module in which everything is documented, one docstring a line. */
const DOCUMENTED = [
  '/** A record. */',
  'export interface Record {',
  "  readonly kind: 'record'",
  '  /** A field. */',
  '  readonly field: number',
  '  /** A field that holds a function. */',
  '  readonly call: (x: number) => number',
  '  /** A method. */',
  '  method(): void',
  '}',
  '/** A union. */',
  'export type Union =',
  '  | {',
  "      readonly kind: 'record'",
  '      /** The record. */',
  '      readonly record: Record',
  '    }',
  '  | {',
  "      readonly kind: 'number'",
  '      /** A number. */',
  '      readonly number: number',
  '    }',
  '/** A function. */',
  'export function identity(x: number): number {',
  '  return x',
  '}',
  '/** A constant. */',
  'export const ONE = 1',
  '/** A class. */',
  'export class Resource {',
  '  /** Takes it. */',
  '  constructor(readonly_: number) {',
  '    this.value = readonly_',
  '  }',
  '  /** What it holds. */',
  '  readonly value: number',
  '  /** Releases it. */',
  '  dispose(): void {}',
  '}',
]

const docstrings = DOCUMENTED.flatMap((line, index) => (line.trim().startsWith('/**') ? [index] : []))

const modules = {
  whole: DOCUMENTED.join('\n'),
  ...Object.fromEntries(
    docstrings.map((index) => [`without-${index}`, DOCUMENTED.filter((_, line) => line !== index).join('\n')]),
  ),
  shared: '/** A pair. */\nexport interface Pair {\n  /** Two numbers. */\n  a: number\n  b: number\n}',
  hidden: 'interface Hidden {}\n/** A function. */\nexport function f(_: Hidden): void {}',
  again: "export { undocumented } from './elsewhere'",
}

describe('the check of docstrings', () => {
  let folder: string
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'api-')))
    await writeFile(join(folder, 'package.json'), '{ "name": "@fixture/package", "version": "0.0.0" }')
    await writeFile(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "types": [] }, "include": ["*.ts"] }')
    await writeFile(join(folder, 'elsewhere.ts'), 'export function undocumented(): void {}')
    for (const [name, code] of Object.entries(modules)) await writeFile(join(folder, `${name}.ts`), code)
  })
  afterAll(() => rm(folder, { recursive: true }))

  const read = (names: readonly string[]) =>
    readApi({
      modules: names.map((name) => ({ specifier: `<${name}>`, source: join(folder, `${name}.ts`) })),
      packages: ['@fixture/package'],
      tsconfig: join(folder, 'tsconfig.json'),
    })

  describe('of many modules', () => {
    let problems: readonly string[]
    beforeAll(async () => {
      problems = (await read(Object.keys(modules))).problems
    })
    const problemsOf = (name: string) => problems.filter((problem) => problem.includes(`<${name}>`))

    it('finds nothing where everything is documented', () => {
      expect(problemsOf('whole')).toEqual([])
    })

    it.each(docstrings.map((index) => [DOCUMENTED[index].trim(), index] as const))(
      'finds what lacks %s',
      (_docstring, index) => {
        const undocumented = expect.stringContaining('does not have any documentation')
        expect(problemsOf(`without-${index}`)).toEqual([undocumented])
      },
    )

    it('finds the second of two fields that share a docstring', () => {
      expect(problemsOf('shared')).toEqual([expect.stringContaining('Pair.b')])
    })

    it('finds a type that is used but not exported', () => {
      expect(problems.filter((problem) => problem.includes('Hidden'))).toHaveLength(1)
    })

    it('looks behind what a module exports again', () => {
      expect(problemsOf('again')).toEqual([expect.stringContaining('undocumented')])
    })
  })

  it('writes a page for each module, with its introduction', async () => {
    const { write } = await readApi({
      modules: [
        { specifier: '@fixture/package', source: join(folder, 'whole.ts'), introduction: 'Read this **first**.' },
        { specifier: '@fixture/package/more', source: join(folder, 'again.ts') },
      ],
      packages: ['@fixture/package'],
      tsconfig: join(folder, 'tsconfig.json'),
    })
    await write(join(folder, 'out'))
    const page = await readFile(join(folder, 'out/modules/_fixture_package.html'), 'utf8')
    expect(page).toContain('Read this <strong>first</strong>.')
    expect(page).toContain('interfaces/_fixture_package.Record.html')
    expect(await readFile(join(folder, 'out/modules/_fixture_package_more.html'), 'utf8')).toContain('undocumented')
  })

  it('throws where the sources do not compile', async () => {
    await writeFile(join(folder, 'broken.ts'), 'export const one: string = 1')
    await expect(read(['broken'])).rejects.toThrow('do not compile')
  })
})
