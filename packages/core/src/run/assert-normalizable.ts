import { describeSpace, type EnvironmentSpec } from '@trpo/envs'
import type { RunParts } from './run-parts.ts'

/**
 * Throws a RangeError where observations are to be normalised and are bytes: pixels have one scale, 0 to 255, and statistics of each
 * would blow up those that never change.
 */
export function assertNormalizable(
  { name, observationSpace }: EnvironmentSpec,
  { normalizeObservations }: Pick<RunParts<never, never>, 'normalizeObservations'>,
): void {
  if (!normalizeObservations || observationSpace.type !== 'u8') return
  throw new RangeError(
    `normalizeObservations is true, and ${name} shows ${describeSpace(observationSpace)}; set it to false, or let the environment write what its bytes stand for as f32`,
  )
}
