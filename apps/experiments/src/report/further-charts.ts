import { type Measures, numberIn, type TrainingRecord } from '@trpo/core'
import type { Chart } from './charts.ts'

/** Numbers that the other charts of a report draw, or that say where a record stands. */
const DRAWN_ELSEWHERE: ReadonlySet<string> = new Set([
  'iteration',
  'steps',
  'totalSteps',
  'meanReward',
  'kl',
  'entropy',
  'surrogateBefore',
  'surrogateAfter',
  'expectedImprovement',
  'explainedVariance',
  'backtracks',
])

/**
 * A chart for every other number of some records, whatever trained: titles, units and descriptions are those of its measures,
 * and a number that has none is drawn under its name. None for a number that is nowhere.
 */
export function furtherCharts(
  records: readonly TrainingRecord[],
  measures: Measures,
): Pick<Chart, 'title' | 'caption' | 'spec'>[] {
  const names = new Set(records.flatMap((record) => [...Object.keys(record.update), ...Object.keys(record)]))
  return [...names].flatMap((name) => {
    const values = records.map((record) => ({ iteration: record.iteration, value: numberIn(record, name) }))
    if (DRAWN_ELSEWHERE.has(name) || values.every(({ value }) => value === null)) return []
    const measure = Object.hasOwn(measures, name) ? measures[name] : { title: name, description: '' }
    const chart: Pick<Chart, 'title' | 'caption' | 'spec'> = {
      title: measure.title,
      caption: `${measure.description} (${name})`.trim(),
      spec: {
        width: 480,
        height: 250,
        data: { values },
        mark: {
          type: 'line',
          strokeWidth: 2,
          color: '#3b82c4',
          point: values.length < 2,
          invalid: 'break-paths-show-domains',
        },
        encoding: {
          x: {
            field: 'iteration',
            type: 'quantitative',
            title: 'iteration',
            axis: { tickMinStep: 1, format: 'd' },
            scale: { nice: false },
          },
          y: { field: 'value', type: 'quantitative', title: measure.unit ?? name, scale: { zero: false } },
        },
      },
    }
    return [chart]
  })
}
