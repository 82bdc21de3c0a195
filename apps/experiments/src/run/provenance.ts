import { execFile } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import packageJson from '../../package.json' with { type: 'json' }

/** Which run this is and what made it: run.json. */
export const provenanceSchema = z.strictObject({
  /** `configDigest` of the config the run began with. */
  configDigest: z.string(),
  /** SHA-256 of the environment's module, null for one of the registry. */
  environmentDigest: z.string().nullable(),
  /** The folder it was started in, which the path of an environment's module is relative to. */
  startedIn: z.string(),
  /** The command that began it. */
  command: z.string(),
  /** ISO 8601. */
  startedAt: z.string(),
  version: z.string(),
  /** The git commit of the code, `unknown` outside of a checkout; `-dirty` when files were changed. */
  commit: z.string(),
  node: z.string(),
  /** Processor, cores, memory and system. */
  hardware: z.string(),
})

/** A validated run.json. */
export type Provenance = z.infer<typeof provenanceSchema>

/** The version of the `trpo` command. */
export const version: string = packageJson.version

/** What is true of a run that begins now. */
export async function provenanceNow(
  facts: Pick<Provenance, 'configDigest' | 'environmentDigest' | 'command'>,
): Promise<Provenance> {
  const processors = cpus()
  return {
    ...facts,
    startedIn: process.cwd(),
    startedAt: new Date().toISOString(),
    version,
    commit: await commitOfCode(),
    node: process.version,
    hardware: `${processors[0]?.model.trim() ?? 'unknown processor'}, ${processors.length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}`,
  }
}

async function commitOfCode(): Promise<string> {
  const git = async (...given: string[]) => {
    const { stdout } = await promisify(execFile)('git', given, { cwd: dirname(fileURLToPath(import.meta.url)) })
    return stdout.trim()
  }
  try {
    const commit = await git('rev-parse', '--short=12', 'HEAD')
    return (await git('status', '--porcelain', '--untracked-files=no')) === '' ? commit : `${commit}-dirty`
  } catch {
    return 'unknown'
  }
}
