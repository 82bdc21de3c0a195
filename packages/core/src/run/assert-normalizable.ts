import { describeSpace, type EnvironmentSpec } from '@trpo/envs'
import type { RunParts } from './run-parts.ts'

/**
 * Throws a RangeError when observations are to be normalised that are bytes. Pixels share one scale, 0 to 255, and statistics of
 * each one would blow up those that never change.
 *
 * @param field what the setting is called where it was given
 */
export function assertNormalizable(
  { name, observationSpace }: EnvironmentSpec,
  { normalizeObservations }: Pick<RunParts<never, never>, 'normalizeObservations'>,
  field = 'normalizeObservations',
): void {
  if (!normalizeObservations || observationSpace.type !== 'u8') return
  throw new RangeError(
    `${field} is true, and ${name} shows ${describeSpace(observationSpace)}; set it to false, or let the environment write what its bytes stand for as f32`,
  )
}
