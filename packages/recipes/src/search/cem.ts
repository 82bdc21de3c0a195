import type { CemOptions } from '@trpo/blackbox'
import { real, whole } from '../kinds/field-schema.ts'
import type { Kind } from '../kinds/kind.ts'
import { type BuiltSearch, littleMemory } from './built-search.ts'
import { initialStd, population } from './fields.ts'

/** The cross-entropy method. */
export interface CemConfig extends Omit<Required<CemOptions>, 'population'> {
  readonly kind: 'cem'
  /** The number of candidates of an iteration; null for the default. */
  readonly population: number | null
}

/** CEM of Szita and Lorincz 2006, one of the methods of section 8.1. */
export const cem: Kind<CemConfig, undefined, Promise<BuiltSearch>> = {
  kind: 'cem',
  fields: {
    population,
    elite: whole(1, 1_000_000, 'How many of the fittest candidates the next distribution is fitted to.'),
    initialStd,
    noise: real(
      { minimum: 0, maximum: 1e6 },
      'a in max(a - b t, 0), which is added to every variance after iteration t = 0, 1, ...',
    ),
    noiseDecay: real(
      { minimum: 0, maximum: 1e6 },
      'b in max(a - b t, 0), by which the noise falls from iteration to iteration.',
    ),
  },
  defaults: { kind: 'cem', population: 100, elite: 10, initialStd: 10, noise: 0, noiseDecay: 0 },
  async build({ kind: _, population: given, ...options }) {
    const { cemSearch } = await import('@trpo/blackbox')
    return { method: cemSearch({ ...options, ...(given !== null && { population: given }) }), memory: littleMemory }
  },
}
