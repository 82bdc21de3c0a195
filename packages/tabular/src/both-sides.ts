/**
 * The two sides of an equation or of an inequality of the paper, as it is printed. The function that returns them says
 * which relation holds between them.
 */
export interface BothSides {
  /** The left-hand side. */
  readonly left: number
  /** The right-hand side. */
  readonly right: number
}
