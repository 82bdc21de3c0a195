import type { RwrOptions } from '@trpo/blackbox'
import { real } from '../kinds/field-schema.ts'
import type { Kind } from '../kinds/kind.ts'
import { type BuiltSearch, littleMemory } from './built-search.ts'
import { initialStd, population } from './fields.ts'

/** Episodic reward-weighted regression. */
export interface RwrConfig extends Omit<Required<RwrOptions>, 'population'> {
  readonly kind: 'rwr'
  /** The number of candidates of an iteration; null for the default. */
  readonly population: number | null
}

/** Reward-weighted regression over parameters, which stands in the legend of figure 4. */
export const rwr: Kind<RwrConfig, undefined, Promise<BuiltSearch>> = {
  kind: 'rwr',
  fields: {
    population,
    initialStd,
    sharpness: real(
      { minimum: 0, maximum: 1000 },
      'The logarithm of the ratio of the weights of the fittest and the least fit candidate.',
    ),
    minStd: real({ minimum: 0, maximum: 1e6 }, 'The bound below which no standard deviation falls.'),
  },
  defaults: { kind: 'rwr', population: 50, initialStd: 1, sharpness: 10, minStd: 0 },
  async build({ kind: _, population: given, ...options }) {
    const { rwrSearch } = await import('@trpo/blackbox')
    return { method: rwrSearch({ ...options, ...(given !== null && { population: given }) }), memory: littleMemory }
  },
}
