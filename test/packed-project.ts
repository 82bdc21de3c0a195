import { execFile } from 'node:child_process'
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { packPackages } from '../scripts/pack.ts'
import { type PublishedPackage, publishedPackages } from '../scripts/published-packages.ts'

const run = promisify(execFile)

/** The package.json to start with. The npm package `node` fetches its binary by an install script. */
const PROJECT = { private: true, type: 'module', allowScripts: { node: true } }

/** A project outside the workspace that has installed every package as it would be published. */
export interface PackedProject {
  readonly folder: string
  readonly packages: readonly PublishedPackage[]
  /** The package.json of an installed package. */
  manifest(name: string): Promise<Manifest>
  /** Runs a file of the project with its own Node; gives what it printed. */
  run(file: string): Promise<string>
  dispose(): Promise<void>
}

/** What matters here of a package.json. */
interface Manifest {
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
}

/**
 * Packs the packages, and installs them with npm into an empty folder, with what their READMEs say to install besides
 * and another Node.
 *
 * @param node the version of the Node that runs the project's files, such as `22`
 */
export async function packedProject(node: string): Promise<PackedProject> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'project-')))
  const dispose = () => rm(folder, { recursive: true })
  try {
    const packages = publishedPackages()
    const names = new Set(packages.map(({ name }) => name))
    const others = (await Promise.all(packages.map(installedBy))).flat().filter((name) => !names.has(name))
    await writeFile(join(folder, 'package.json'), JSON.stringify(PROJECT))
    const tarballs = await packPackages(packages, folder)
    const wanted = [...tarballs, ...new Set(others), `node@${node}`]
    await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...wanted], {
      cwd: folder,
    })
    return {
      folder,
      packages,
      manifest: async (name) => JSON.parse(await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8')),
      run: async (file) => (await run(join(folder, 'node_modules/.bin/node'), [file], { cwd: folder })).stdout,
      dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}

/** The packages that a README says to install: all that follow an `npm i`. */
export async function installedBy({ readme }: PublishedPackage): Promise<string[]> {
  const text = await readFile(readme, 'utf8')
  return [...text.matchAll(/\bnpm i ([^`\n]+)/g)].flatMap(([, names]) => names.trim().split(/\s+/))
}
