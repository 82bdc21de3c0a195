import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the repository. */
const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** Where a command will be given. */
export interface Caller {
  /** The folder that the user stands in. */
  readonly cwd: string
  /** `process.platform`. */
  readonly platform: NodeJS.Platform
  /** The repository's folder. */
  readonly root: string
}

/**
 * The words before those of a command, as they can be pasted in the folder that the user stands in. They are the script `trpo`
 * of the repository, which starts at once, or the package manager where there are no such scripts. The path from the folder to
 * the repository is relative where it leads up and not far.
 */
export function calledAs({ cwd, platform, root }: Caller = hereAndNow()): readonly string[] {
  const isRoot = resolve(cwd) === resolve(root)
  if (platform === 'win32' || !existsSync(resolve(root, 'trpo')))
    return ['npx', '--yes', 'pnpm@10', ...(isRoot ? [] : ['-C', resolve(root)]), '--silent', 'trpo']
  const path = relative(cwd, resolve(root, 'trpo'))
  if (isRoot) return ['./trpo']
  return [/^(\.\.\/)+trpo$/.test(path) ? path : resolve(root, 'trpo')]
}

function hereAndNow(): Caller {
  return { cwd: process.cwd(), platform: process.platform, root: ROOT }
}
