import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EncodedState } from '@trpo/core'
import { RunError } from '../errors.ts'
import { displayPath } from './display-path.ts'

/** A checkpoint is whole, but of a version with other bits or another format than ours. */
export class OtherVersionError extends RunError {}

/**
 * Throws an OtherVersionError when a checkpoint is of a version with other bits or another format than ours.
 *
 * @param use what is done with the run, such as `verify`
 * @param ours any state as it is encoded now
 */
export async function refuseOtherVersion(path: string, use: string, ours: EncodedState): Promise<void> {
  const { numericsVersion: numerics, formatVersion: format } = JSON.parse(ours.json)
  const text = await readFile(join(path, 'checkpoint.json'), 'utf8').catch(() => '')
  let fields: Readonly<Record<string, unknown>>
  try {
    fields = { ...JSON.parse(text) }
  } catch {
    return
  }
  const { numericsVersion, formatVersion } = fields
  if (Number.isSafeInteger(numericsVersion) && numericsVersion !== numerics)
    throw new OtherVersionError(
      `${displayPath(path)} was computed with numericsVersion ${numericsVersion}, and this version of trpo computes with ${numerics}, which gives other bits; ${use} the run with the commit that made it`,
    )
  if (Number.isSafeInteger(formatVersion) && Number(formatVersion) > format)
    throw new OtherVersionError(
      `${displayPath(path)} is of format ${formatVersion}, and this version of trpo reads up to ${format}; ${use} the run with the commit that made it`,
    )
}
