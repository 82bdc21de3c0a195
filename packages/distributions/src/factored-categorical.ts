import { assertSize } from './checked.ts'
import type { Distribution } from './distribution.ts'
import { softmaxFactors } from './softmax-factors.ts'

/**
 * Independent choices made at once, one softmax each, as for the joystick of appendix D: horizontal, vertical, fire.
 *
 * mu is the factors' logits one after another, so m is the sum of `classes`; an action is one class index a factor.
 * Each factor is as in `categorical`; logProb, KL and entropy add up over factors, and M has one block a factor.
 *
 * @param classes the number of classes of each factor, at least one factor. Throws a RangeError unless each is a whole
 * number of at least 1.
 */
export function factoredCategorical(classes: readonly number[]): Distribution {
  if (classes.length === 0) throw new RangeError('factoredCategorical: classes is empty, expected at least one factor')
  const own = [...classes]
  for (const [factor, n] of own.entries()) assertSize(`factoredCategorical: classes[${factor}]`, n)
  return softmaxFactors({ kind: 'factored-categorical', classes: own }, own)
}
