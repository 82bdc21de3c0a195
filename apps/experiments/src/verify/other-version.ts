import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CHECKPOINT_FORMAT, NUMERICS_VERSION } from '@trpo/core'
import { InputError } from '../errors.ts'
import { displayPath } from '../run/run-directory.ts'

/** Throws an InputError when a checkpoint is whole and of a version whose bits, or format, are not ours. */
export async function refuseOtherVersion(path: string): Promise<void> {
  const text = await readFile(join(path, 'checkpoint.json'), 'utf8').catch(() => '')
  let fields: Readonly<Record<string, unknown>>
  try {
    fields = { ...JSON.parse(text) }
  } catch {
    return
  }
  const { numericsVersion, formatVersion } = fields
  if (Number.isSafeInteger(numericsVersion) && numericsVersion !== NUMERICS_VERSION)
    throw new InputError(
      `${displayPath(path)} was computed with numericsVersion ${numericsVersion}, and this version of trpo computes with ${NUMERICS_VERSION}, which gives other bits; verify the run with the commit that made it`,
    )
  if (Number.isSafeInteger(formatVersion) && Number(formatVersion) > CHECKPOINT_FORMAT)
    throw new InputError(
      `${displayPath(path)} is of format ${formatVersion}, and this version of trpo reads up to ${CHECKPOINT_FORMAT}; verify the run with the commit that made it`,
    )
}
