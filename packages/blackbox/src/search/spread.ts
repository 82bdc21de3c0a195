import type { SearchMeasure } from './search-method.ts'

/** The meaning of what `spreadOf` gives. */
export const SPREAD_MEASURES: Readonly<Record<'meanStd' | 'maxStd', SearchMeasure>> = {
  meanStd: {
    title: 'Spread of the candidates',
    description: 'Mean over the parameters of the standard deviation that the next candidates have.',
  },
  maxStd: {
    title: 'Greatest spread of a parameter',
    description: 'The greatest standard deviation that a parameter of the next candidates has.',
  },
}

/** Mean and greatest of some standard deviations [n]. */
export function spreadOf(std: Float64Array): { readonly meanStd: number; readonly maxStd: number } {
  let sum = 0
  let most = 0
  for (const value of std) {
    sum += value
    most = Math.max(most, value)
  }
  return { meanStd: sum / std.length, maxStd: most }
}
