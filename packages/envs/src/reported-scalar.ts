/** What a number that an environment reports with each step means: what its record and its curve are described by. */
export interface ReportedScalar {
  /**
   * A few words, such as `Forward velocity`.
   * @default its name
   */
  readonly title?: string
  /** What it is, in a sentence. */
  readonly description: string
  /**
   * Its unit, such as `m/s`.
   * @default none
   */
  readonly unit?: string
  /**
   * The title of the chart that it is drawn in up front, together with all numbers that name the same.
   * @default drawn on its own, among further numbers
   */
  readonly chart?: string
  /**
   * What a record has of it: its mean over all `step`s of the iteration; or its sum over an `episode`, as the mean over the
   * episodes that ended in the iteration.
   * @default 'step'
   */
  readonly over?: 'step' | 'episode'
}

/** The numbers that an environment reports with each step, by name. Their order is the order in which lanes write them. */
export type ReportedScalars = Readonly<Record<string, ReportedScalar>>

/** The names of the numbers that are declared, in their order. */
export function namesOf(info: ReportedScalars | undefined): readonly string[] {
  return info === undefined ? [] : Object.keys(info)
}
