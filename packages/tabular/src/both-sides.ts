/**
 * The two sides of an equation or of an inequality of the paper, as it is printed. Which relation holds between them the
 * function says that returns it.
 */
export interface BothSides {
  /** The left-hand side. */
  readonly left: number
  /** The right-hand side. */
  readonly right: number
}
