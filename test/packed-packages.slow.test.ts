import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedPackages } from '../scripts/published-packages.ts'
import { chromium, resultOfBuilt } from './chromium.ts'
import { installedBy, type PackedProject, packedProject } from './packed-project.ts'
import { train } from './page/train.ts'
import { root, snippetsOf } from './snippets.ts'

/** Each snippet of each README. */
const snippets = publishedPackages().flatMap((one) =>
  snippetsOf(relative(root, one.readme)).map((code, index) => ({
    one,
    code,
    name: `${one.name}, snippet ${index + 1}`,
  })),
)

/** The packages that code imports. */
function importedBy(code: string): string[] {
  const specifiers = [...code.matchAll(/^(?:import|\} from|export) .*?'([^']+)'$/gm)].map(([, specifier]) => specifier)
  const named = specifiers.filter((specifier) => !specifier.startsWith('node:'))
  return named.map((specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'))
}

describe('the packages, packed and installed elsewhere', () => {
  let project: PackedProject
  beforeAll(async () => {
    project = await packedProject('22')
  })
  afterAll(() => project?.dispose())

  it('run under a Node that is not the workspace’s', async () => {
    await writeFile(join(project.folder, 'version.ts'), 'console.log(process.versions.node as string)')
    expect(await project.run('version.ts')).toMatch(/^22\./)
    expect(process.versions.node).not.toMatch(/^22\./)
  })

  it('depend on each other by version', async () => {
    for (const { name, version } of project.packages) {
      const { dependencies, version: installed } = await project.manifest(name)
      expect(installed).toBe(version)
      expect(JSON.stringify(dependencies ?? {})).not.toContain('workspace:')
    }
  })

  it.each(snippets)('$name imports what the README says to install', async ({ one, code }) => {
    const reachable = new Set(await installedBy(one))
    for (const name of reachable) {
      for (const dependency of Object.keys((await project.manifest(name)).dependencies ?? {})) reachable.add(dependency)
    }
    expect(importedBy(code)).not.toEqual([])
    for (const name of importedBy(code)) expect(reachable).toContain(name)
  })

  it.each(snippets)('$name runs', async ({ code }) => {
    await writeFile(join(project.folder, 'snippet.ts'), code)
    expect((await project.run('snippet.ts')).trim()).not.toBe('')
  })

  describe('in a page, by a bundler without configuration', () => {
    let bits: string
    let page: string
    beforeAll(async () => {
      bits = await train()
      page = join(project.folder, 'page')
      await cp(join(root, 'test/page'), page, { recursive: true })
      await build({ root: page, configFile: false, logLevel: 'warn' })
    })

    it('trains to the same bits from source and packed', async () => {
      await writeFile(join(page, 'run.ts'), "import { train } from './train.ts'\nconsole.log(await train())")
      expect((await project.run('page/run.ts')).trim()).toBe(bits)
    })

    it('asks for nothing of Node', async () => {
      const assets = join(page, 'dist/assets')
      const code = await Promise.all((await readdir(assets)).map((file) => readFile(join(assets, file), 'utf8')))
      expect(code.join('')).toContain('Float64Array')
      expect(code.join('')).not.toMatch(/node:|browser-external/)
    })

    it.skipIf(chromium === undefined)('trains to the same bits in Chromium (skipped where there is none)', async () => {
      expect(await resultOfBuilt(page)).toBe(bits)
    })
  })
})
