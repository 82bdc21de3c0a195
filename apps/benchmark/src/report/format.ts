import { thousands } from '@trpo/math/messages'
import type { Unit } from '../measure/statistics.ts'

/** A number of a suite's unit, for people: `32,310` steps/s, `0.0421` s. */
export function figure(value: number, unit: Unit): string {
  return unit === 'steps/s' ? thousands(Math.round(value)) : digits(value)
}

/** A ratio: `1.43`. */
export function ratio(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** Three significant digits without an exponent. */
function digits(value: number): string {
  if (value === 0) return '0'
  const places = Math.max(0, 2 - Math.floor(Math.log10(value)))
  return value.toFixed(Math.min(places, 6))
}

/** The indent of a part below its total. */
export const PART_INDENT = '  of it '
