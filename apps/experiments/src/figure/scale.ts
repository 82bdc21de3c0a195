import type { Config } from '@trpo/recipes'
import { InputError } from '../errors.ts'

/** A config made smaller. */
export interface Scaled {
  readonly iterations: number
  /** Other values for fields of the config, as `--set` takes them. */
  readonly settings: readonly string[]
}

/** Iterations at least: fewer are no curve. */
const LEAST = 3

/**
 * An experiment that does about `scale` of the work of a config: what an iteration samples becomes the square root of that part
 * of it, as far as it can be made smaller, and iterations take the rest.
 *
 * @param scale more than 0, and at most 1: the config as it is
 */
export function scaled({ iterations, sampler }: Pick<Config, 'iterations' | 'sampler'>, scale: number): Scaled {
  if (scale === 1) return { iterations, settings: [] }
  const { settings, share } = smallerSample(sampler, Math.sqrt(scale))
  return {
    iterations: Math.min(iterations, Math.max(LEAST, Math.round((iterations * scale) / share))),
    settings: settings.map(([field, value]) => `sampler.${field}=${value}`),
  }
}

interface SmallerSample {
  readonly settings: readonly (readonly [field: string, value: number])[]
  /** What is left of it. */
  readonly share: number
}

/**
 * About a part of what an iteration samples: paths, steps, or the trunks and states of a vine, of each at least one. Throws an
 * InputError for a kind of sampler that it knows nothing of.
 */
function smallerSample(sampler: Config['sampler'], part: number): SmallerSample {
  const of = (count: number) => Math.max(1, Math.round(count * part))
  switch (sampler.kind) {
    case 'single-path': {
      const { lanes, quota } = sampler
      const perIteration = of(quota.perIteration)
      const settings = [
        ['quota.perIteration', perIteration],
        // A lane has at least one of them.
        ['lanes', Math.min(lanes, perIteration)],
      ] as const
      return { settings, share: perIteration / quota.perIteration }
    }
    case 'vine':
    case 'every-action-vine': {
      const trunks = of(sampler.trunks)
      const states = Math.max(trunks, of(sampler.states))
      const settings = [
        ['trunks', trunks],
        ['states', states],
      ] as const
      return { settings, share: (trunks / sampler.trunks + states / sampler.states) / 2 }
    }
    case 'candidates':
      // Each candidate of a search is tried by whole episodes, of which there are few.
      return { settings: [], share: 1 }
    default: {
      const unknown: never = sampler
      throw new InputError(
        `the sampler ${JSON.stringify(unknown)} is of a kind that cannot be made smaller; give --scale 1`,
      )
    }
  }
}
