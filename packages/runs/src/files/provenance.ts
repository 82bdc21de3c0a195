import { execFile } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Measures } from '@trpo/core'
import { z } from 'zod'
import { RunError } from '../errors.ts'

/** One resumption of a run: where it stood, when, and by what. */
export interface Resumption {
  /** The iteration from which it was resumed. */
  readonly iteration: number
  /** ISO 8601. */
  readonly at: string
  /** The git commit of the code. */
  readonly commit: string
  /** The version of Node. */
  readonly node: string
}

/** Which run this is and what made it: run.json. */
export interface Provenance {
  /** `configDigest` of the config that the run began with. */
  readonly configDigest: string
  /** A digest of the code of the environment's module; null for one of the registry. */
  readonly environmentDigest: string | null
  /** The folder in which it was started; the path of an environment's module is relative to it. */
  readonly startedIn: string
  /** The command that began it. */
  readonly command: string
  /** ISO 8601. */
  readonly startedAt: string
  /** The version of the program that began it. */
  readonly version: string
  /** The git commit of the code, `unknown` outside of a checkout; `-dirty` when files were changed. */
  readonly commit: string
  /** The version of Node. */
  readonly node: string
  /** Processor, cores, memory and system. */
  readonly hardware: string
  /** What trained it, such as `TRPO, delta 0.01`. Empty in files from before this was kept. */
  readonly summary: string
  /** What the numbers of its records mean. Files from before this was kept have none. */
  readonly measures: Measures
  /** When the run was resumed, in order. Files from before this was kept have none. */
  readonly resumed: readonly Resumption[]
}

const measure = z.object({
  title: z.string(),
  description: z.string(),
  unit: z.string().exactOptional(),
  short: z.string().exactOptional(),
  chart: z.string().exactOptional(),
  bound: z.number().exactOptional(),
  note: z.object({ above: z.number(), text: z.string() }).exactOptional(),
})
const resumption = z.strictObject({ iteration: z.int(), at: z.string(), commit: z.string(), node: z.string() })
const schema: z.ZodType<Provenance> = z.strictObject({
  configDigest: z.string(),
  environmentDigest: z.string().nullable(),
  startedIn: z.string(),
  command: z.string(),
  startedAt: z.string(),
  version: z.string(),
  commit: z.string(),
  node: z.string(),
  hardware: z.string(),
  summary: z.string().default(''),
  measures: z.record(z.string(), measure).default({}),
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

/** What is true of a run that begins now. */
export async function provenanceNow(
  facts: Pick<Provenance, 'configDigest' | 'environmentDigest' | 'command' | 'version' | 'summary' | 'measures'>,
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

/** What is true of a run that is resumed now. */
export async function resumptionNow(iteration: number): Promise<Resumption> {
  return { iteration, at: new Date().toISOString(), commit: await commitOfCode(), node: process.version }
}

/** The commits with which a run was resumed, other than the one that began it, each once. */
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
