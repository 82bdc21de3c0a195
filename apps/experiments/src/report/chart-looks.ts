/** Colours that are readable on light and dark ground: Okabe and Ito's palette for colour-blind readers, a little darker. */
export const COLOURS = {
  main: '#3b82c4',
  second: '#d5803b',
  third: '#2f9e76',
  bad: '#cf4b4b',
  violet: '#9a78c9',
  grey: '#8b8f98',
  pale: '#b9bdc5',
}

export const WIDTH = 480
export const HEIGHT = 250

/** The x axis of a chart over iterations. */
export const ITERATION = {
  field: 'iteration',
  type: 'quantitative',
  title: 'iteration',
  axis: { tickMinStep: 1, format: 'd' },
  scale: { nice: false },
} as const

/** Labels such as `50k` and `2M`, and a plain 0, to which the axis would give the unit of the others. */
export const COUNTS = { format: '~s', labelExpr: "datum.value === 0 ? '0' : datum.label" } as const

/** The x axis of a chart over environment steps. */
export const STEPS = {
  field: 'totalSteps',
  type: 'quantitative',
  title: 'environment steps',
  axis: COUNTS,
} as const

/** A line with a gap where a number is missing. A single iteration gives no line, so points stand for it. */
export const lineOf = (count: number) =>
  ({ type: 'line', strokeWidth: 2, point: count < 2, invalid: 'break-paths-show-domains' }) as const

const DASH = [5, 4]

/** A dashed line across a chart. */
export const ruleAt = (value: number, color: string) => ({
  data: { values: [{ level: value }] },
  mark: { type: 'rule' as const, strokeDash: DASH, color },
  encoding: { y: { field: 'level', type: 'quantitative' as const } },
})
