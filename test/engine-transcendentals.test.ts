import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { root } from './snippets.ts'

const functions = [
  ...['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2'],
  ...['sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh', 'pow', 'cbrt', 'hypot'],
]

/** Statements that the rule must refuse. */
const refused = [
  ...functions.map((name) => `export const f = Math.${name}`),
  'export const y = Math.exp(x)',
  'export const y = globalThis.Math.exp(x)',
  'export const y = Math?.exp(x)',
  'export const y = globalThis\n  .Math\n  .exp(x)',
  "export const y = Math['exp'](x)",
  'export const { exp } = Math',
  'export const { exp: e, ...rest } = globalThis.Math',
  'export const M = Math',
  'export const y = x ** 2',
  'export const y = x ** 0.5',
  'export const y = 2 ** x',
  'export const y = 2 ** -1',
  'export const y = 2 ** 0.5',
  'x **= 2',
  'array[0] **= 2',
]

/** Statements that it must let through. */
const allowed = [
  'export const y = Math.sqrt(x) + Math.abs(x) + Math.floor(x) + Math.fround(x) + Math.PI',
  'export const y = [Math.imul(3, x), Math.max(x, 1), Math.min(x, 1), Math.round(x), Math.sign(x), Math.trunc(x)]',
  'export const y = 2 ** 32 + x * x',
  'export const y = exp(x) + sin(x)',
  'x *= 2',
]

/** A folder with this repository's lint rules and some files, by path. */
function lint(files: Readonly<Record<string, string>>): Set<string> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lint-')))
  try {
    for (const path of ['biome.json', '.gitignore', 'scripts/lint']) {
      cpSync(join(root, path), join(folder, path), { recursive: true })
    }
    for (const [path, code] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), `${code}\n`)
    }
    const args = ['lint', '--only=plugin', '--reporter=github', '--max-diagnostics=none', '.']
    const { stdout, stderr, status } = spawnSync(join(root, 'node_modules/.bin/biome'), args, {
      cwd: folder,
      encoding: 'utf8',
    })
    const found = [...stdout.matchAll(/::error title=plugin,file=([^,]+).*use @trpo\/math/g)].map((match) => match[1])
    if (status !== (found.length === 0 ? 0 : 1)) throw new Error(`biome failed: ${stdout}${stderr}`)
    return new Set(found.map((path) => path.replace(`${folder}/`, '').replace(/^\.\//, '')))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('the lint rule against transcendental functions of the engine', () => {
  const file = (kind: string, index: number) => `packages/any/src/${kind}-${index}.ts`
  let found: Set<string>
  beforeAll(() => {
    const files = [
      ...refused.map((code, index) => [file('refused', index), code] as const),
      ...allowed.map((code, index) => [file('allowed', index), code] as const),
      ['packages/any/src/node/deep/file.ts', 'export const y = Math.exp(x)'],
      ['packages/any/test/file.test.ts', 'export const y = Math.exp(x)'],
      ['apps/any/src/file.ts', 'export const y = Math.exp(x)'],
    ] as const
    found = lint(Object.fromEntries(files))
  })

  it.each(refused.map((code, index) => [code, index] as const))('refuses %s', (_code, index) => {
    expect(found).toContain(file('refused', index))
  })

  it.each(allowed.map((code, index) => [code, index] as const))('allows %s', (_code, index) => {
    expect(found).not.toContain(file('allowed', index))
  })

  it('holds in the sources of packages, and nowhere else', () => {
    expect(found).toContain('packages/any/src/node/deep/file.ts')
    expect(found).not.toContain('packages/any/test/file.test.ts')
    expect(found).not.toContain('apps/any/src/file.ts')
  })
})
