import { assertKnownKeys } from './known-keys.ts'

/**
 * How much an iteration samples, split over the lanes in advance. It is never a global count, served first come first served,
 * so the batch does not depend on timing. `lanePlan` says what each kind means for a lane.
 */
export type Quota =
  | {
      readonly kind: 'steps'
      /** N, the steps of all lanes together. */
      readonly steps: number
    }
  | {
      readonly kind: 'paths'
      /** N, the whole episodes of all lanes together. */
      readonly paths: number
    }

/** The kinds of quotas; the count of each has the same name. */
const KINDS: readonly Quota['kind'][] = ['steps', 'paths']

/** The share of one lane in a total: floor(N / L), and one more for the first N mod L lanes. */
export function laneShare(total: number, lane: number, lanes: number): number {
  return Math.floor(total / lanes) + (lane < total % lanes ? 1 : 0)
}

/**
 * Throws a TypeError unless this is a quota, and a RangeError unless it gives every lane something to do. It is for callers
 * whom no compiler has checked.
 */
export function assertQuota(quota: Quota, lanes: number): void {
  const example = "give { kind: 'steps', steps: 5000 } or { kind: 'paths', paths: 50 }"
  if (typeof quota !== 'object' || quota === null) throw new TypeError(`quota is ${String(quota)}; ${example}`)
  const { kind } = quota
  if (!KINDS.includes(kind)) throw new TypeError(`quota.kind is ${JSON.stringify(kind)}; ${example}`)
  assertKnownKeys(`a quota of ${kind}`, quota, ['kind', kind])
  const total: number = Reflect.get(quota, kind)
  assertShares(total, kind, lanes)
}

/** Throws a RangeError unless `total` of `unit` gives every one of the lanes something to do. */
export function assertShares(total: number, unit: string, lanes: number): void {
  if (!Number.isSafeInteger(lanes) || lanes < 1)
    throw new RangeError(`the number of lanes is ${lanes}; give a whole number of at least 1`)
  if (!Number.isSafeInteger(total) || total < lanes)
    throw new RangeError(
      `a quota of ${total} ${unit} cannot be split over ${lanes} lanes; give a whole number of at least one a lane, or fewer lanes`,
    )
}
