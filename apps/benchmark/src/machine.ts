import { execFile } from 'node:child_process'
import { cpus, loadavg, platform, release, totalmem } from 'node:os'
import { promisify } from 'node:util'
import type { Machine } from './result/schema.ts'

/** The facts about this machine before a run. */
export function machineNow(python: string | null): Machine {
  const processors = cpus()
  return {
    processor: processors[0]?.model.trim() || 'unknown processor',
    cores: Math.max(1, processors.length),
    memoryGiB: Math.round((totalmem() / 2 ** 30) * 10) / 10,
    system: `${platform()} ${release()} ${process.arch}`,
    node: process.version,
    v8: process.versions.v8,
    python,
    loadBefore: loadNow(),
    loadAfter: null,
  }
}

/** Mean number of runnable processes over the last minute; null on Windows, which does not count them. */
export function loadNow(): number | null {
  return platform() === 'win32' ? null : Math.round(loadavg()[0] * 100) / 100
}

/** The git commit of the code, `unknown` outside of a checkout; `-dirty` when files were changed. */
export async function commitOfCode(): Promise<string> {
  const git = async (...words: string[]) => {
    const { stdout } = await promisify(execFile)('git', words, { cwd: import.meta.dirname })
    return stdout.trim()
  }
  try {
    const commit = await git('rev-parse', '--short=12', 'HEAD')
    return (await git('status', '--porcelain', '--untracked-files=no')) === '' ? commit : `${commit}-dirty`
  } catch {
    return 'unknown'
  }
}
