import { assertSize } from './checked.ts'
import type { Distribution } from './distribution.ts'
import { softmaxFactors } from './softmax-factors.ts'

/**
 * One choice among `classes`, by a softmax (the final layer of appendix D for discrete actions).
 *
 * mu is the row of logits, not normalised, so m = `classes`; a logit of -Infinity rules its class out. An action is one
 * class index, from 0, and takes one uniform draw: the class at which the cumulated probability first exceeds the
 * draw. A class of probability 0 is never drawn.
 *
 *     logProb  = logit - log sum exp(logits)
 *     score    = onehot(action) - p
 *     KL       = sum p (log p - log q)
 *     M        = diag(p) - pp'
 *
 * logProb and its gradient throw a RangeError when an action is not a class index; sample throws one when a draw is
 * outside [0, 1], and gives NaN where mu is not a distribution (NaN or Infinity among the logits).
 *
 * @param classes n, the number of classes. Throws a RangeError unless it is a whole number of at least 1.
 */
export function categorical(classes: number): Distribution {
  assertSize('categorical: classes', classes)
  return softmaxFactors({ kind: 'categorical', classes }, [classes])
}
