import type { Batch } from '@trpo/samplers'
import type { Fill } from '../../passes/pass.ts'

/** Replaces each advantage A by (A - shift) / scale. */
export const standardizePass: Fill<Batch, [shift: number, scale: number], void> = {
  name: 'estimate/standardize',
  fills: ['advantages'],
  over(samples, shift, scale) {
    const { start, end } = samples.rows
    const advantages = samples.fill('advantages')
    for (let row = start; row < end; row++) advantages[row] = (advantages[row] - shift) / scale
    return new Float64Array(0)
  },
  combine() {},
}
