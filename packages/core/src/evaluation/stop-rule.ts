/**
 * Says whether training is over, by the returns of all evaluations so far, in their order. It depends on nothing else, so that a
 * run which is resumed stops where it would have stopped.
 */
export type StopRule = (returns: readonly number[]) => boolean

/** Stops once an evaluation has reached a return. Throws a RangeError unless it is finite. */
export function stopAtReturn(enough: number): StopRule {
  if (!Number.isFinite(enough)) throw new RangeError(`the return to stop at is ${enough}; give a finite number`)
  return (returns) => returns.some((value) => value >= enough)
}

/**
 * Stops on a plateau: once this many evaluations in a row have not exceeded the best one before them. Throws a RangeError unless
 * that is a whole number of at least 1.
 */
export function stopOnPlateau(evaluations: number): StopRule {
  if (!Number.isSafeInteger(evaluations) || evaluations < 1)
    throw new RangeError(`a plateau of ${evaluations} evaluations was asked for; give a whole number of at least 1`)
  return (returns) => {
    const best = returns.reduce((at, value, i) => (value > returns[at] ? i : at), 0)
    return returns.length - 1 - best >= evaluations
  }
}
