import type { TopLevelSpec } from 'vega-lite'

/** A chart of the report. */
export interface Chart {
  readonly title: string
  /** The text below it: what is drawn, with its formula. */
  readonly caption: string
  readonly spec: TopLevelSpec
}
