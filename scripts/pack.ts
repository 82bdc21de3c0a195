import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type PublishedPackage, root } from './published-packages.ts'

const run = promisify(execFile)

/**
 * Packs packages as `pnpm publish` would, `workspace:` ranges rewritten, into a folder. They must have been built.
 *
 * @returns the tarball of each package, in the order of `packages`
 * @throws if a package has no dist/
 */
export async function packPackages(packages: readonly PublishedPackage[], into: string): Promise<string[]> {
  const unbuilt = packages.filter(({ folder }) => !existsSync(join(folder, 'dist')))
  if (unbuilt.length > 0) {
    throw new Error(`${unbuilt.map(({ name }) => name).join(', ')} has no dist/: run \`pnpm build\` first`)
  }
  const filters = packages.flatMap(({ name }) => ['--filter', name])
  const [command, ...leading] = await pnpm()
  await run(command, [...leading, ...filters, '--recursive', 'pack', '--pack-destination', into], { cwd: root })
  return packages.map(({ name, version }) => join(into, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`))
}

/** The pnpm on the path if it is the major version this workspace uses, otherwise that version through npx. */
async function pnpm(): Promise<string[]> {
  const found = await run('pnpm', ['--version'], { cwd: root }).then(
    ({ stdout }) => stdout,
    () => '',
  )
  return found.startsWith('10.') ? ['pnpm'] : ['npx', '--yes', 'pnpm@10']
}
