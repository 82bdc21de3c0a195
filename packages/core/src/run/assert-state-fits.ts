import type { TrainingState } from '../checkpoint/training-state.ts'
import { shapesOf } from '../estimators/shapes.ts'

/**
 * Throws a RangeError when a state belongs to another run than `first`, the first state of this one. Training would continue
 * silently where its arrays happen to be long enough.
 */
export function assertStateFits(state: TrainingState, first: TrainingState): void {
  const expect = (what: string, given: number | string, expected: number | string) => {
    if (given !== expected)
      throw new RangeError(`the state has ${given} ${what}, these settings have ${expected}; it belongs to another run`)
  }
  expect('policy parameters', state.theta.length, first.theta.length)
  expect('as what its estimator carries', shapesOf(state.estimator), shapesOf(first.estimator))
  expect('observation statistics', state.observations?.mean.length ?? 0, first.observations?.mean.length ?? 0)
  if ((state.open === undefined) !== (first.open === undefined))
    throw new RangeError(
      first.open === undefined
        ? 'the state has open episodes, these settings start every iteration afresh; it belongs to another run'
        : 'the state has no open episodes, not even an empty list, and these settings resume them; it belongs to another run',
    )
}
