/** A distribution of this package, as JSON: its kind and its sizes. */
export type BuiltInDistributionDescription =
  | {
      readonly kind: 'diagonal-gaussian'
      /** Numbers in an action. */
      readonly size: number
    }
  | {
      readonly kind: 'categorical'
      /** Classes to choose from. */
      readonly classes: number
    }
  | {
      readonly kind: 'factored-categorical'
      /** Classes to choose from, for each factor. */
      readonly classes: readonly number[]
    }

/**
 * A user's own distribution as JSON: everything that its builder needs to make it again. The kind has a slash, such as
 * 'acme/beta'; no kind of this package ever will.
 */
export interface OwnDistributionDescription {
  /** Its name, with a slash. */
  readonly kind: `${string}/${string}`
  readonly [field: string]: unknown
}

/** A distribution, as JSON (`distributionFromDescription` builds it again). */
export type DistributionDescription = BuiltInDistributionDescription | OwnDistributionDescription
