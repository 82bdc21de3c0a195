import { basename } from 'node:path'
import { z } from 'zod'
import { RunError } from '../errors.ts'
import type { RunConfig } from './config-identity.ts'
import { displayPath } from './display-path.ts'
import { exists } from './exists.ts'
import { readJson, writeJson } from './json-file.ts'
import { type Provenance, parseProvenance, type Resumption } from './provenance.ts'
import { type RunPaths, runPaths } from './run-paths.ts'

/** A run that lies on the disk. */
export interface StoredRun<C extends RunConfig = RunConfig> {
  /** Its files. */
  readonly paths: RunPaths
  /** Its config, as its reader understands it. */
  readonly config: C
  /** The config as it stands in its file, of whatever version. `configDigest` is computed from it. */
  readonly raw: object
  /** What made it. */
  readonly provenance: Provenance
}

/** Adds to the run.json of a run that it was resumed. */
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

/** What every config must have, for readers that need nothing else. */
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
