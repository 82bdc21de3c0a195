import type { Measures, TrainingRecord } from '@trpo/core'
import type { Chart } from './chart.ts'
import { COLOURS, HEIGHT, ITERATION, lineOf, STEPS, WIDTH } from './chart-looks.ts'
import { chartRows, timeParts, timeRows } from './chart-rows.ts'
import { measureCharts } from './measure-charts.ts'

/**
 * The charts that a report shows up front, in their order: returns, rewards and lengths, which every training has; then the
 * charts that its measures name; then the time. Charts that would be empty are left out.
 */
export function charts(records: readonly TrainingRecord[], measures: Measures): Chart[] {
  return [...returnCharts(records), ...measureCharts(records, measures), ...timeCharts(records)]
}

function returnCharts(records: readonly TrainingRecord[]): Chart[] {
  const rows = chartRows(records)
  const base = { width: WIDTH, height: HEIGHT, data: { values: rows } } as const
  const line = lineOf(rows.length)
  const area = { type: 'area', color: COLOURS.main, invalid: 'break-paths-show-domains' } as const
  const y = (field: string, title: string, zero = false) =>
    ({ field, type: 'quantitative', title, scale: { zero } }) as const
  const returnLayers = (x: typeof ITERATION | typeof STEPS) =>
    [
      {
        mark: { ...area, opacity: 0.12 },
        encoding: { x, y: y('minReturn', 'return'), y2: { field: 'maxReturn' } },
      },
      {
        mark: { ...area, opacity: 0.25 },
        encoding: { x, y: y('lowReturn', 'return'), y2: { field: 'highReturn' } },
      },
      { mark: { ...line, color: COLOURS.main }, encoding: { x, y: y('meanReturn', 'return') } },
    ] as const
  const returns: Chart[] = [
    {
      title: 'Return by iteration',
      caption:
        'Undiscounted sum of rewards of an episode: mean, ± one standard deviation over episodes (band), least to greatest (pale).',
      spec: { ...base, layer: [...returnLayers(ITERATION)] },
    },
    {
      title: 'Return by environment steps',
      caption: 'The same against the steps that were simulated.',
      spec: { ...base, layer: [...returnLayers(STEPS)] },
    },
  ]
  const rewards: Chart = {
    title: 'Reward a step',
    caption: 'Mean over all steps of the iteration, those of episodes that did not end included.',
    spec: { ...base, mark: { ...line, color: COLOURS.main }, encoding: { x: ITERATION, y: y('meanReward', 'reward') } },
  }
  const lengths: Chart = {
    title: 'Length of an episode',
    caption: 'Mean steps of the episodes that ended.',
    spec: {
      ...base,
      mark: { ...line, color: COLOURS.grey },
      encoding: { x: ITERATION, y: y('meanLength', 'steps', true) },
    },
  }
  const ended = rows.some(({ meanReturn }) => meanReturn !== null)
  return [ended ? returns : [], rows.length > 0 ? rewards : [], ended ? lengths : []].flat()
}

/** Empty for records without times. */
function timeCharts(records: readonly TrainingRecord[]): Chart[] {
  if (records.every(({ timings }) => timings.total === 0)) return []
  const parts = timeParts(records)
  const range = [COLOURS.main, COLOURS.grey, COLOURS.third, COLOURS.second, COLOURS.violet, COLOURS.bad]
  const rest = parts.length - 1
  return [
    {
      title: 'Where the time goes',
      caption: 'Seconds of each part of an iteration; the only numbers here that a seed does not determine.',
      spec: {
        width: WIDTH,
        height: HEIGHT,
        data: { values: timeRows(records) },
        transform: [{ calculate: `indexof(${JSON.stringify(parts)}, datum.part)`, as: 'order' }],
        mark: records.length < 2 ? { type: 'bar', size: 20 } : { type: 'area' },
        encoding: {
          x: ITERATION,
          y: { field: 'seconds', type: 'quantitative', title: 'seconds', stack: 'zero' },
          order: { field: 'order', type: 'ordinal' },
          color: {
            field: 'part',
            type: 'nominal',
            title: null,
            legend: { columns: 3 },
            scale: { domain: parts, range: parts.map((_, i) => (i === rest ? COLOURS.pale : range[i % range.length])) },
          },
        },
      },
    },
  ]
}
