import { z } from 'zod'
import { RunError } from '../errors.ts'
import { displayPath } from '../files/display-path.ts'
import { exists } from '../files/exists.ts'
import { readJson } from '../files/json-file.ts'
import { writing } from '../files/storage-error.ts'
import { writeFileWhole } from '../files/write-file.ts'
import type { SweepPaths } from './sweep-file.ts'

/** Why a run of a sweep has ended before its end. */
export interface SweepFailure {
  /** In words. */
  readonly reason: string
  /** ISO 8601. */
  readonly at: string
}

/** The failures of a sweep by the names of its runs. */
export type SweepFailures = Readonly<Record<string, SweepFailure>>

const schema: z.ZodType<SweepFailures> = z.record(z.string(), z.strictObject({ reason: z.string(), at: z.string() }))

/** The failures that stand in a sweep's failures.json; none where there is no such file. Throws a RunError when it cannot be read. */
export async function readFailures({ failures: path }: Pick<SweepPaths, 'failures'>): Promise<SweepFailures> {
  if (!(await exists(path))) return {}
  const result = schema.safeParse(await readJson(path))
  if (result.success) return result.data
  throw new RunError(
    `${displayPath(path)} does not hold the failures of a sweep; delete it, and the runs that failed are tried again`,
  )
}

/** Writes them, whole or not at all. Throws a RunError when that fails. */
export async function writeFailures(
  { failures: path }: Pick<SweepPaths, 'failures'>,
  failures: SweepFailures,
): Promise<void> {
  await writing(path, 'then give the command again', () =>
    writeFileWhole(path, `${JSON.stringify(failures, null, 2)}\n`),
  )
}
