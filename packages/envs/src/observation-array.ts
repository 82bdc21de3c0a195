import type { ObservationArray } from '@trpo/math'
import { type Space, spaceSize } from './spaces.ts'

/**
 * An array of zeros for `rows` values of the space, row-major, of the type that they are stored as: what `observe` of an
 * environment and of lanes writes into. Choices are stored in f64.
 */
export function observationArray(space: Space, rows = 1): ObservationArray {
  const length = rows * spaceSize(space)
  const type = space.kind === 'box' ? (space.type ?? 'f64') : 'f64'
  if (type === 'u8') return new Uint8Array(length)
  return type === 'f32' ? new Float32Array(length) : new Float64Array(length)
}
