import { join, resolve } from 'node:path'
import { z } from 'zod'
import { RunError } from '../errors.ts'
import { displayPath } from '../files/display-path.ts'
import { exists } from '../files/exists.ts'
import { readJson } from '../files/json-file.ts'
import { writing } from '../files/storage-error.ts'
import { makeFolder, writeFileWhole } from '../files/write-file.ts'

/** The format of sweep.json that this version writes and reads. */
const VERSION = 1

/** A run as a sweep asks for it: what begins it, and what tells it from another experiment. */
export interface SweepRun {
  /** The name of its folder in that of the sweep. */
  readonly name: string
  /** What it is called in comparisons, equal for those that differ in the seed alone; by default they name it themselves. */
  readonly label?: string | undefined
  /** What begins it, for the program that does: the words of its command, as a rule. */
  readonly words: readonly string[]
  /** `configDigest` of its config, so that a sweep is not resumed as another experiment. */
  readonly configDigest: string
  /**
   * A digest of the code of its environment, where that is a module of the user's own, so that a sweep is not resumed in another
   * environment. Sweeps of earlier versions have none.
   */
  readonly environmentDigest?: string | undefined
}

/** What was asked for when a sweep began: sweep.json, which is written once. */
export interface Sweep {
  /** What was asked, as plain JSON: equal questions make the same sweep. */
  readonly asked: unknown
  /** Its runs, in the order in which they begin. */
  readonly runs: readonly SweepRun[]
  /** The command that began it. */
  readonly command: string
  /** The folder that it was started in, which paths in `words` are relative to. */
  readonly startedIn: string
  /** ISO 8601. */
  readonly startedAt: string
}

/** The files of a sweep, beside the folders of its runs. */
export interface SweepPaths {
  /** Its folder, absolute. */
  readonly directory: string
  /** `sweep.json`. */
  readonly sweep: string
  /** `failures.json`. */
  readonly failures: string
  /** The folder of what its runs' processes print. */
  readonly logs: string
  /** Holds the id of the process that does the sweep. */
  readonly lock: string
}

const schema: z.ZodType<Sweep> = z.object({
  version: z.literal(VERSION),
  asked: z.unknown(),
  runs: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[A-Za-z0-9][\w.-]*$/),
        label: z.string().optional(),
        words: z.array(z.string()),
        configDigest: z.string(),
        environmentDigest: z.string().optional(),
      }),
    )
    .min(1),
  command: z.string(),
  startedIn: z.string(),
  startedAt: z.string(),
})

/** The files of the sweep in a folder. */
export function sweepPaths(directory: string): SweepPaths {
  const absolute = resolve(directory)
  return {
    directory: absolute,
    sweep: join(absolute, 'sweep.json'),
    failures: join(absolute, 'failures.json'),
    logs: join(absolute, 'logs'),
    lock: join(absolute, 'lock'),
  }
}

/** Whether a folder is that of a sweep. */
export function isSweep(directory: string): Promise<boolean> {
  return exists(sweepPaths(directory).sweep)
}

/** Reads a sweep. Throws a RunError that names what is missing or wrong. */
export async function readSweep(directory: string): Promise<Sweep> {
  const { sweep: path } = sweepPaths(directory)
  if (!(await exists(path)))
    throw new RunError(`there is no sweep in ${displayPath(resolve(directory))} (no sweep.json)`)
  const value = await readJson(path)
  const version: unknown = Reflect.get(Object(value), 'version')
  if (typeof version === 'number' && version > VERSION)
    throw new RunError(
      `${displayPath(path)} has version ${version}, and this program reads version ${VERSION}; use the program that wrote it`,
    )
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [{ path: field, message }] = result.error.issues
  throw new RunError(`${displayPath(path)} is not what a sweep begins with: ${field.join('.')}: ${message}`)
}

/** Writes sweep.json, whole or not at all. Its folder is there. Throws a RunError when that fails. */
export async function writeSweep(directory: string, sweep: Sweep): Promise<void> {
  const paths = sweepPaths(directory)
  await writing(paths.sweep, 'then give the command again', async () => {
    await makeFolder(paths.logs)
    await writeFileWhole(paths.sweep, `${JSON.stringify({ version: VERSION, ...sweep }, null, 2)}\n`)
  })
}
