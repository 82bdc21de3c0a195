/** What Adam carries from one fit to the next, as plain data: the moments of the gradient and how many steps made them. */
export interface AdamState {
  /** m, the average of the gradients, [p]. */
  readonly first: Float64Array
  /** v, the average of their squares, [p]. */
  readonly second: Float64Array
  /** t, the steps taken so far. */
  readonly steps: number
}

/** The state of Adam before its first step, for `parameterCount` parameters: both moments are 0. */
export function initialAdam(parameterCount: number): AdamState {
  return { first: new Float64Array(parameterCount), second: new Float64Array(parameterCount), steps: 0 }
}
