import { access, readdir, readFile, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { z } from 'zod'
import { asRunError, messageOf, RunError } from '../errors.ts'
import { type CheckpointFile, listCheckpoints } from './checkpoint-files.ts'
import type { RunConfig } from './config-identity.ts'
import { displayPath } from './display-path.ts'
import { type Provenance, parseProvenance, type Resumption } from './provenance.ts'
import { writing } from './storage-error.ts'
import { makeFolder, writeFileWhole, writerOf } from './write-file.ts'

/** The files of a run. */
export interface RunPaths {
  /** `runs/<name>`, absolute. */
  readonly directory: string
  /** The name of the folder. */
  readonly name: string
  /** `config.json`. */
  readonly config: string
  /** `run.json`. */
  readonly provenance: string
  /** `metrics.jsonl`. */
  readonly metrics: string
  /** The folder of the checkpoints. */
  readonly checkpoints: string
  /** The folder of the latest policy. */
  readonly policy: string
  /** `report.html`. */
  readonly report: string
  /** Holds the process id of who trains the run. */
  readonly lock: string
}

/** How to go on when a file that a command begins with cannot be written. */
const AGAIN = 'then give the command again'

/** A run that lies on the disk. */
export interface StoredRun<C extends RunConfig = RunConfig> {
  /** Its files. */
  readonly paths: RunPaths
  /** Its config, as its reader understands it. */
  readonly config: C
  /** The config as it stands in its file, of whatever version: what `configDigest` is of. */
  readonly raw: object
  /** What made it. */
  readonly provenance: Provenance
}

/** The files of the run in a folder. */
export function runPaths(directory: string): RunPaths {
  const absolute = resolve(directory)
  return {
    directory: absolute,
    name: basename(absolute),
    config: join(absolute, 'config.json'),
    provenance: join(absolute, 'run.json'),
    metrics: join(absolute, 'metrics.jsonl'),
    checkpoints: join(absolute, 'checkpoints'),
    policy: join(absolute, 'policy'),
    report: join(absolute, 'report.html'),
    lock: join(absolute, 'lock'),
  }
}

/** Whether something is there. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** What a new run replaces, its config first: without one it is no run. */
function runFiles({ config, provenance, metrics, checkpoints, policy, report }: RunPaths): string[] {
  return [config, provenance, metrics, checkpoints, policy, report]
}

/** Throws a RunError when a new run cannot be put into a directory. Changes nothing. */
export async function assertFree(paths: RunPaths, force: boolean): Promise<void> {
  const names = await readdir(paths.directory).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return []
    throw new RunError(`the run cannot be put into ${displayPath(paths.directory)}: ${messageOf(error)}`, {
      cause: error,
    })
  })
  // A run whose beginning was cut off before its config was written has left at most these.
  const early = [basename(paths.provenance), basename(paths.lock)]
  if (names.every((name) => early.some((start) => name.startsWith(start)) || writerOf(name) !== undefined)) return
  const shown = displayPath(paths.directory)
  if (!names.includes(basename(paths.config))) {
    const ours = [...runFiles(paths), paths.lock].map((path) => basename(path))
    if (!names.every((name) => ours.includes(name) || writerOf(name) !== undefined))
      throw new RunError(`${shown} holds files and is no run; give another --name or --out`)
    if (force) return
    throw new RunError(
      `${shown} holds what is left of a run (no ${basename(paths.config)}); give another --name, or --force to replace it`,
    )
  }
  if (!force)
    throw new RunError(
      `there is a run ${shown}; continue it with \`trpo resume ${shown}\`, give another --name, or --force to replace it`,
    )
}

/** Makes the directory of a run. Throws a RunError when that fails. */
export async function makeDirectory(paths: RunPaths): Promise<void> {
  await asRunError(`the run cannot be put into ${displayPath(paths.directory)}`, () => makeFolder(paths.directory))
}

/** Puts a new run into its directory. What an earlier run left in it goes; other files stay. */
export async function createRun(paths: RunPaths, config: object, provenance: Provenance): Promise<void> {
  for (const path of runFiles(paths)) await writing(path, AGAIN, () => rm(path, { recursive: true, force: true }))
  await writeJson(paths.provenance, provenance)
  // Last: a directory with a config is a run.
  await writeJson(paths.config, config)
}

/** Adds to the run.json of a run that it is gone on with. */
export async function writeResumption(
  { paths, provenance }: Pick<StoredRun, 'paths' | 'provenance'>,
  resumption: Resumption,
): Promise<Provenance> {
  const added = { ...provenance, resumed: [...provenance.resumed, resumption] }
  await writeJson(paths.provenance, added)
  return added
}

/** Gives a run another number of iterations; the rest of its config stays as it stands in the file. */
export async function writeIterations(
  { paths, raw }: Pick<StoredRun, 'paths' | 'raw'>,
  iterations: number,
): Promise<void> {
  await writeJson(paths.config, { ...raw, iterations })
}

/** What every config must have, for who asks for nothing else. */
const anyConfig = z.looseObject({
  iterations: z.int().min(1),
  checkpoints: z.object({ keep: z.int().min(1) }),
  preset: z.string().exactOptional(),
})

function parseAnyConfig(value: unknown, origin: string): RunConfig {
  const result = anyConfig.safeParse(value)
  if (result.success) return result.data
  const [{ path, message }] = result.error.issues
  throw new RunError(`${origin}: ${path.length === 0 ? 'the config' : path.join('.')}: ${message}`)
}

/** Reads a run. Throws a RunError that names what is missing or wrong. */
export async function readRun(directory: string): Promise<StoredRun>
/**
 * Reads a run whose config `parse` understands.
 *
 * @param parse makes a config of what is in the file, and throws where it cannot; `origin` names the file
 */
export async function readRun<C extends RunConfig>(
  directory: string,
  parse: (value: unknown, origin: string) => C,
): Promise<StoredRun<C>>
export async function readRun(
  directory: string,
  parse: (value: unknown, origin: string) => RunConfig = parseAnyConfig,
): Promise<StoredRun> {
  const paths = runPaths(directory)
  if (!(await exists(paths.config)))
    throw new RunError(
      `there is no run in ${displayPath(paths.directory)} (no ${basename(paths.config)}); \`trpo list\` shows the runs there are`,
    )
  const raw = await readJson(paths.config)
  const config = parse(raw, displayPath(paths.config))
  const provenance = parseProvenance(await readJson(paths.provenance), displayPath(paths.provenance))
  return { paths, config, raw: Object(raw), provenance }
}

/** The checkpoint of an iteration, or the last one. Throws a RunError when there is none. */
export async function findCheckpoint(paths: RunPaths, iteration?: number): Promise<CheckpointFile> {
  const found = await listCheckpoints(paths.checkpoints)
  const chosen = iteration === undefined ? found.at(-1) : found.find((file) => file.iteration === iteration)
  if (chosen !== undefined) return chosen
  const there =
    found.length === 0 ? 'it has none' : `it has those of iterations ${found.map((file) => file.iteration).join(', ')}`
  const wanted = iteration === undefined ? 'no checkpoint' : `no checkpoint of iteration ${iteration}`
  throw new RunError(`the run ${displayPath(paths.directory)} has ${wanted}; ${there}`)
}

/** The JSON in a file, a byte order mark before it or not. Throws a RunError that names the file. */
export async function readJson(path: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw new RunError(`${displayPath(path)} cannot be read: ${messageOf(error)}`, { cause: error })
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new RunError(`${displayPath(path)} is not JSON: ${messageOf(error)}`, { cause: error })
  }
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writing(path, AGAIN, () => writeFileWhole(path, `${JSON.stringify(value, null, 2)}\n`))
}
