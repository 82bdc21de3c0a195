import { execFile } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { RunError } from '../errors.ts'

const measure = z.object({
  title: z.string(),
  description: z.string(),
  unit: z.string().exactOptional(),
})

const resumption = z.strictObject({
  /** The iteration that it went on from. */
  iteration: z.int(),
  /** ISO 8601. */
  at: z.string(),
  commit: z.string(),
  node: z.string(),
})

/** That a run was gone on with: where it stood, when, and by what. */
export type Resumption = z.infer<typeof resumption>

/** Which run this is and what made it: run.json. */
const schema = z.strictObject({
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
  /** What the numbers of its records mean. Files of before this was kept have none. */
  measures: z.record(z.string(), measure).default({}),
  /** When the run was gone on with, in order. Files of before this was kept have none. */
  resumed: z.array(resumption).default([]),
})

/** What stands in a run.json. Throws a RunError that names the file and the fields. */
export function parseProvenance(value: unknown, file: string): Provenance {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new RunError(
    `${file} is not what this run began with: ${result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
  )
}

/** A validated run.json. */
export type Provenance = z.infer<typeof schema>

/** What is true of a run that begins now. */
export async function provenanceNow(
  facts: Pick<Provenance, 'configDigest' | 'environmentDigest' | 'command' | 'version' | 'measures'>,
): Promise<Provenance> {
  const processors = cpus()
  return {
    ...facts,
    startedIn: process.cwd(),
    startedAt: new Date().toISOString(),
    commit: await commitOfCode(),
    node: process.version,
    hardware: `${processors[0]?.model.trim() ?? 'unknown processor'}, ${processors.length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}`,
    resumed: [],
  }
}

/** What is true of a run that is gone on with now. */
export async function resumptionNow(iteration: number): Promise<Resumption> {
  return { iteration, at: new Date().toISOString(), commit: await commitOfCode(), node: process.version }
}

/** The commits that a run was gone on with, other than the one that it began with; each once. */
export function otherCommits({ commit, resumed }: Provenance): string[] {
  return [...new Set(resumed.map((resumption) => resumption.commit))].filter((other) => other !== commit)
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
