import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** The folder of the repository. */
export const root: string = join(import.meta.dirname, '..')

/** A package under packages/ that is published. */
export interface PublishedPackage {
  readonly name: string
  readonly version: string
  /** Absolute path of the package's folder. */
  readonly folder: string
  /** Absolute path of its README. */
  readonly readme: string
  /** What can be imported. The package itself comes first. */
  readonly entries: readonly PackageEntry[]
}

/** Something that can be imported: `@trpo/core`, `@trpo/core/node`. */
interface PackageEntry {
  readonly specifier: string
  /** Absolute path of its TypeScript file. */
  readonly source: string
  /** Absolute path of its JavaScript file, there after a build. */
  readonly built: string
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly exports: Readonly<Record<string, { readonly '@trpo/source': string; readonly default: string }>>
}

/** Every package that is published, by name. One without a README is still in the making and left out. */
export function publishedPackages(): readonly PublishedPackage[] {
  const packages = join(root, 'packages')
  return readdirSync(packages)
    .sort()
    .map((folder) => join(packages, folder))
    .filter((folder) => existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'README.md')))
    .flatMap((folder) => {
      const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      if (manifest.private === true) return []
      const entries = Object.entries(manifest.exports).map(([path, conditions]) => ({
        specifier: posix.join(manifest.name, path),
        source: join(folder, conditions['@trpo/source']),
        built: join(folder, conditions.default),
      }))
      return [{ name: manifest.name, version: manifest.version, folder, readme: join(folder, 'README.md'), entries }]
    })
}
