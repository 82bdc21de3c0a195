import { access, readdir, readFile, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { type CheckpointFile, listCheckpoints } from '@trpo/core/node'
import { parseConfig } from '../config/parse-config.ts'
import type { Config } from '../config/schema.ts'
import { asInputAsync, InputError, messageOf } from '../errors.ts'
import { displayPath } from './display-path.ts'
import { type Provenance, provenanceSchema, type Resumption } from './provenance.ts'
import { writing } from './storage-error.ts'
import { makeFolder, writeFileWhole, writerOf } from './write-file.ts'

export { displayPath } from './display-path.ts'

/** The files of a run. */
export interface RunPaths {
  /** `runs/<name>`, absolute. */
  readonly directory: string
  readonly name: string
  readonly config: string
  readonly provenance: string
  readonly metrics: string
  readonly checkpoints: string
  readonly policy: string
  readonly report: string
  /** Holds the process id of who trains the run. */
  readonly lock: string
}

/** How to go on when a file that a command begins with cannot be written. */
const AGAIN = 'then give the command again'

/** A run that lies on the disk. */
export interface StoredRun {
  readonly paths: RunPaths
  readonly config: Config
  readonly provenance: Provenance
}

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

/** Throws an InputError when a new run cannot be put into a directory. Changes nothing. */
export async function assertFree(paths: RunPaths, force: boolean): Promise<void> {
  const names = await readdir(paths.directory).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return []
    throw new InputError(`the run cannot be put into ${displayPath(paths.directory)}: ${messageOf(error)}`, {
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
      throw new InputError(`${shown} holds files and is no run; give another --name or --out`)
    if (force) return
    throw new InputError(
      `${shown} holds what is left of a run (no ${basename(paths.config)}); give another --name, or --force to replace it`,
    )
  }
  if (!force)
    throw new InputError(
      `there is a run ${shown}; continue it with \`trpo resume ${shown}\`, give another --name, or --force to replace it`,
    )
}

/** Makes the directory of a run. Throws an InputError when that fails. */
export async function makeDirectory(paths: RunPaths): Promise<void> {
  await asInputAsync(`the run cannot be put into ${displayPath(paths.directory)}`, () => makeFolder(paths.directory))
}

/** Puts a new run into its directory. What an earlier run left in it goes; other files stay. */
export async function createRun(paths: RunPaths, config: Config, provenance: Provenance): Promise<void> {
  for (const path of runFiles(paths)) await writing(path, AGAIN, () => rm(path, { recursive: true, force: true }))
  await writeJson(paths.provenance, provenance)
  // Last: a directory with a config is a run.
  await writeConfig(paths, config)
}

/** Adds to the run.json of a run that it is gone on with. */
export async function writeResumption(
  { paths, provenance }: StoredRun,
  resumption: Resumption,
): Promise<StoredRun['provenance']> {
  const added = { ...provenance, resumed: [...provenance.resumed, resumption] }
  await writeJson(paths.provenance, added)
  return added
}

/** Replaces the config of a run. */
export async function writeConfig(paths: RunPaths, config: Config): Promise<void> {
  await writeJson(paths.config, config)
}

/** Reads a run. Throws an InputError that names what is missing or wrong. */
export async function readRun(directory: string): Promise<StoredRun> {
  const paths = runPaths(directory)
  if (!(await exists(paths.config)))
    throw new InputError(
      `there is no run in ${displayPath(paths.directory)} (no ${basename(paths.config)}); \`trpo list\` shows the runs there are`,
    )
  const config = await readConfig(paths.config)
  const result = provenanceSchema.safeParse(await readJson(paths.provenance))
  if (!result.success)
    throw new InputError(
      `${displayPath(paths.provenance)} is not what this run began with: ${result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
    )
  return { paths, config, provenance: result.data }
}

/** Reads a config file. Throws an InputError that names the field. */
export async function readConfig(path: string): Promise<Config> {
  return parseConfig(await readJson(path), displayPath(path))
}

/** The checkpoint of an iteration, or the last one. Throws an InputError when there is none. */
export async function findCheckpoint(paths: RunPaths, iteration?: number): Promise<CheckpointFile> {
  const found = await listCheckpoints(paths.checkpoints)
  const chosen = iteration === undefined ? found.at(-1) : found.find((file) => file.iteration === iteration)
  if (chosen !== undefined) return chosen
  const there =
    found.length === 0 ? 'it has none' : `it has those of iterations ${found.map((file) => file.iteration).join(', ')}`
  const wanted = iteration === undefined ? 'no checkpoint' : `no checkpoint of iteration ${iteration}`
  throw new InputError(`the run ${displayPath(paths.directory)} has ${wanted}; ${there}`)
}

async function readJson(path: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw new InputError(`${displayPath(path)} cannot be read: ${messageOf(error)}`, { cause: error })
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new InputError(`${displayPath(path)} is not JSON: ${messageOf(error)}`, { cause: error })
  }
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writing(path, AGAIN, () => writeFileWhole(path, `${JSON.stringify(value, null, 2)}\n`))
}
