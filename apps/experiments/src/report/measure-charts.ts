import { hasNumber, type Measure, type Measures, numberIn, partOfBound, type TrainingRecord } from '@trpo/core'
import type { Chart } from './chart.ts'
import { COLOURS, HEIGHT, ITERATION, lineOf, ruleAt, WIDTH } from './chart-looks.ts'

/** A number of the records, and what is known of it. */
interface Series extends Measure {
  readonly name: string
}

/** One number of one iteration. */
interface Point {
  readonly iteration: number
  readonly series: string
  readonly value: number | null
  readonly accepted: boolean
}

/** The numbers that the charts of returns and rewards draw, and those that say where a record stands. */
const OF_EVERY_TRAINING: ReadonlySet<string> = new Set(['iteration', 'steps', 'totalSteps', 'meanReward'])

const PALETTE = [COLOURS.third, COLOURS.violet, COLOURS.second, COLOURS.main, COLOURS.grey]

/**
 * A chart for each title that measures give as their `chart`, with all numbers of that title. Numbers that no record has, or
 * that are always 0, are left out.
 */
export function measureCharts(records: readonly TrainingRecord[], measures: Measures): Chart[] {
  const groups = new Map<string, Series[]>()
  for (const [name, measure] of Object.entries(measures))
    if (measure.chart !== undefined)
      groups.set(measure.chart, [...(groups.get(measure.chart) ?? []), { ...measure, name }])
  return [...groups].flatMap(([title, series], index) =>
    measureChart(records, title, series, PALETTE[index % PALETTE.length]),
  )
}

/**
 * A chart for every other number of some records, whatever trained. Titles, units and descriptions are those of the measures,
 * and a number without a measure is drawn under its name. A number that no record has is left out.
 */
export function furtherCharts(records: readonly TrainingRecord[], measures: Measures): Chart[] {
  const names = new Set(records.flatMap((record) => [...Object.keys(record.update), ...Object.keys(record)]))
  return [...names].flatMap((name) => {
    const measure: Measure = Object.hasOwn(measures, name) ? measures[name] : { title: name, description: '' }
    if (OF_EVERY_TRAINING.has(name) || measure.chart !== undefined) return []
    return measureChart(records, measure.title, [{ ...measure, name }], COLOURS.main)
  })
}

function measureChart(
  records: readonly TrainingRecord[],
  title: string,
  all: readonly Series[],
  colour: string,
): readonly Chart[] {
  const series = all.filter(({ name }) => records.some((record) => (numberIn(record, name) ?? 0) !== 0))
  if (series.length === 0) return []
  const points = series.flatMap((one) => pointsOf(records, one))
  const values = points.flatMap(({ value }) => value ?? [])
  const [first] = series
  const alone = series.length === 1
  const bounded = alone && first.bound !== undefined
  const y = {
    field: 'value',
    type: 'quantitative',
    title: (bounded ? first.short : first.unit) ?? (alone ? first.title : title),
    scale: { zero: bounded },
  } as const
  const refused = { test: '!datum.accepted', value: COLOURS.bad } as const
  const counts = alone && values.every((value) => Number.isInteger(value) && value >= 0 && value < 1000)
  return [
    {
      title,
      caption: captionOf(series, counts),
      spec: {
        width: WIDTH,
        height: HEIGHT,
        data: { values: points },
        layer: [
          counts
            ? {
                mark: { type: 'bar', size: Math.max(1, Math.min(20, (0.7 * WIDTH) / records.length)) },
                encoding: { x: ITERATION, y, color: { condition: refused, value: colour } },
              }
            : {
                mark: {
                  ...lineOf(new Set(points.map(({ iteration }) => iteration)).size),
                  ...(alone && { color: colour }),
                },
                encoding: { x: ITERATION, y, ...(!alone && { color: legendOf(series) }) },
              },
          ...(bounded
            ? [
                {
                  transform: [{ filter: '!datum.accepted && datum.value !== null' }],
                  mark: { type: 'point', filled: true, size: 45, color: COLOURS.bad } as const,
                  encoding: { x: ITERATION, y },
                },
                ruleAt(1, COLOURS.bad),
              ]
            : []),
          ...(values.some((value) => value < 0) && values.some((value) => value > 0) ? [ruleAt(0, COLOURS.grey)] : []),
        ],
      },
    },
  ]
}

function pointsOf(records: readonly TrainingRecord[], { name, title, bound }: Series): readonly Point[] {
  // Numbers that only some records have, such as those of evaluations, are joined over the records in between.
  const having = records.filter((record) => hasNumber(record, name))
  return having.map((record) => ({
    iteration: record.iteration,
    series: title,
    value: partOfBound(record, name, { bound }),
    accepted: record.update.status === 'accepted',
  }))
}

function captionOf(series: readonly Series[], counts: boolean): string {
  const [first] = series
  if (series.length > 1) return series.map(({ title, description }) => `${title}: ${description}`).join(' ')
  const bound =
    first.bound === undefined
      ? ''
      : ` As a part of its bound, ${first.bound} (dashed). Points: the step was not accepted.`
  return `${first.description}${bound}${counts ? ' Red: the step was not accepted.' : ''} (${first.name})`.trim()
}

function legendOf(series: readonly Series[]) {
  const domain = series.map(({ title }) => title)
  const range = [COLOURS.grey, COLOURS.main, COLOURS.second, COLOURS.third, COLOURS.violet].slice(0, domain.length)
  return { field: 'series', type: 'nominal', title: null, legend: { columns: 1 }, scale: { domain, range } } as const
}
