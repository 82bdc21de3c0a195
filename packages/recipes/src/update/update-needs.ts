/** What an update rule may need to know of the rest of the method. */
export interface UpdateNeeds {
  /** The kind of the estimator whose advantages it uses. */
  readonly estimator: string
}
