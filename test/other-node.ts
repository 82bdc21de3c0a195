import { execFileSync } from 'node:child_process'

/**
 * Runs a script, an ES module that may import TypeScript of the workspace, under another Node: another V8 with another
 * compiler. The npm package `node` brings the executable.
 *
 * @param version all of it, such as 22.22.0
 * @param folder where the script's relative imports start
 * @returns what it printed
 */
export function runOnNode(version: string, script: string, folder: string): string {
  const flags = ['--conditions=@trpo/source', '--experimental-strip-types', '--no-warnings', '--input-type=module']
  const checked = `if (process.version !== 'v${version}') throw new Error(process.version)\n${script}`
  return execFileSync('npx', ['--yes', `node@${version}`, ...flags, '-e', checked], { cwd: folder, encoding: 'utf8' })
}
