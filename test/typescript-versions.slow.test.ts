import { execFile, execFileSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtPackages, commandsOf, documentedFiles } from './documents.ts'
import { root } from './snippets.ts'

/** The oldest TypeScript that README.md says is supported, and the newest. */
const compilers = [
  ['5.7.2', 'typescript-oldest'],
  ['7.0.2', 'typescript'],
] as const

/** What README.md says to make tsconfig.json with. */
const [, , ...options] = (commandsOf('README.md', 'npx tsc').at(-1) ?? '').split(' ')

/** The code of all pages and the examples, in a project that sees the packages as they were built. */
describe.each(compilers)('the code of all pages, under `tsc --init` of TypeScript %s', (version, compiler) => {
  const tsc = join(root, 'node_modules', compiler, 'bin/tsc')
  let folder: string
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'compiled-')))
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    for (const [name, target] of builtPackages()) {
      await mkdir(dirname(join(folder, 'node_modules', name)), { recursive: true })
      await symlink(target, join(folder, 'node_modules', name))
    }
    for (const { path, code } of documentedFiles()) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), code)
    }
    await mkdir(join(folder, 'examples'))
    await cp(join(root, 'examples/guide'), join(folder, 'examples/guide'), { recursive: true })
    for (const file of globSync('examples/*.ts', { cwd: root })) await cp(join(root, file), join(folder, file))
    execFileSync(process.execPath, [tsc, ...options], { cwd: folder })
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is the version that was asked for', () => {
    expect(execFileSync(process.execPath, [tsc, '--version'], { encoding: 'utf8' })).toContain(version)
  })

  it('compiles, and so do the declarations of the packages; a mistake is found', async () => {
    await writeFile(join(folder, 'mistake.ts'), "import { act } from '@trpo/policies'\nconsole.log(act(1))")
    const args = [tsc, '--noEmit', '--pretty', 'false', '--skipLibCheck', 'false']
    const printed = await new Promise<string>((resolve) => {
      execFile(process.execPath, args, { cwd: folder }, (_error, stdout, stderr) => resolve(stdout + stderr))
    })
    // The declarations of others, such as Node's, may be too new for an old compiler.
    const ours = printed.split('\n').filter((line) => !/^(\s|$)|node_modules\/(?!@trpo)/.test(line))
    expect(ours).toEqual([expect.stringMatching(/^mistake\.ts\(2,/)])
  })
})
