/** The numbers that a part of a run gives, by name. NaN stands for a number that was not reached. */
export type Numbers = Readonly<Record<string, number>>

/** What a number of a record means. This is stated where the number is made, so that reports need not know it. */
export interface Measure {
  /** A few words, such as `Mean KL of the step`. */
  readonly title: string
  /** What it is, with its formula, in a sentence. */
  readonly description: string
  /**
   * Its unit, such as `nats`.
   * @default none
   */
  readonly unit?: string
  /**
   * A word or two for lines of progress and heads of tables, such as `entropy`.
   * @default not shown there
   */
  readonly short?: string
  /**
   * The title of the chart that it is drawn in up front, together with all measures that name the same.
   * @default drawn on its own, among further numbers
   */
  readonly chart?: string
  /**
   * The bound that it is held to. Lines, tables and charts then show the number divided by the bound.
   * @default none
   */
  readonly bound?: number
  /**
   * What a reader of the run should know where this number is large.
   * @default nothing is noted
   */
  readonly note?: MeasureNote
}

/** Advice that stands below a run whose number was large in the end. */
export interface MeasureNote {
  /** The mean over the last iterations has to exceed this. */
  readonly above: number
  /** What it means and what to do, in one or two sentences. */
  readonly text: string
}

/** The meaning of numbers by name. */
export type Measures = Readonly<Record<string, Measure>>

/** Numbers as a record has them: JSON knows neither NaN nor Infinity, so null stands for what was not reached. */
export function recorded(numbers: Numbers): Readonly<Record<string, number | null>> {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, Number.isFinite(value) ? value : null]),
  )
}
