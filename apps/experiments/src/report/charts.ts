import type { TrainingRecord } from '@trpo/core'
import type { TopLevelSpec } from 'vega-lite'
import { type ChartRow, chartRows, TIME_PARTS, timeRows } from './chart-rows.ts'

/** A chart of the report. */
export interface Chart {
  readonly title: string
  /** What is drawn, with its formula. */
  readonly caption: string
  /** Whether any record has a number for it; without one there is nothing to draw. */
  readonly drawable: boolean
  readonly spec: TopLevelSpec
}

/** Readable on light and on dark ground (Okabe and Ito's palette for colour-blind readers, a little darker). */
const COLOURS = {
  main: '#3b82c4',
  second: '#d5803b',
  third: '#2f9e76',
  bad: '#cf4b4b',
  violet: '#9a78c9',
  grey: '#8b8f98',
}

const WIDTH = 480
const HEIGHT = 250

/** The charts of a run's records, in the order of the report. Records may hold null. */
export function charts(records: readonly TrainingRecord[], maxKl: number): Chart[] {
  const rows = chartRows(records, maxKl)
  const iteration = {
    field: 'iteration',
    type: 'quantitative',
    title: 'iteration',
    axis: { tickMinStep: 1, format: 'd' },
    scale: { nice: false },
  } as const
  const steps = {
    field: 'totalSteps',
    type: 'quantitative',
    title: 'environment steps',
    axis: { format: '~s' },
  } as const
  const base = { width: WIDTH, height: HEIGHT, data: { values: rows } } as const
  const invalid = { invalid: 'break-paths-show-domains' } as const
  // A single iteration is no line: points stand for it.
  const line = { type: 'line', strokeWidth: 2, point: rows.length < 2, ...invalid } as const
  const y = (field: string, title: string, zero = false) =>
    ({ field, type: 'quantitative', title, scale: { zero } }) as const

  const has = (...fields: (keyof ChartRow)[]) => fields.some((field) => rows.some((row) => row[field] !== null))

  const returnLayers = (x: typeof iteration | typeof steps) =>
    [
      {
        mark: { type: 'area', opacity: 0.12, color: COLOURS.main, ...invalid },
        encoding: { x, y: y('minReturn', 'return'), y2: { field: 'maxReturn' } },
      },
      {
        mark: { type: 'area', opacity: 0.25, color: COLOURS.main, ...invalid },
        encoding: { x, y: y('lowReturn', 'return'), y2: { field: 'highReturn' } },
      },
      { mark: { ...line, color: COLOURS.main }, encoding: { x, y: y('meanReturn', 'return') } },
    ] as const

  return [
    {
      title: 'Return by iteration',
      drawable: has('meanReturn'),
      caption:
        'Undiscounted sum of rewards of an episode: mean, ± one standard deviation over episodes (band), least to greatest (pale).',
      spec: { ...base, layer: [...returnLayers(iteration)] },
    },
    {
      title: 'Return by environment steps',
      drawable: has('meanReturn'),
      caption: 'The same against the steps that were simulated.',
      spec: { ...base, layer: [...returnLayers(steps)] },
    },
    {
      title: 'Reward a step',
      drawable: has('meanReward'),
      caption: 'Mean over all steps of the iteration, those of episodes that did not end included.',
      spec: {
        ...base,
        mark: { ...line, color: COLOURS.main },
        encoding: { x: iteration, y: y('meanReward', 'reward') },
      },
    },
    {
      title: 'Length of an episode',
      drawable: has('meanLength'),
      caption: 'Mean steps of the episodes that ended.',
      spec: {
        ...base,
        mark: { ...line, color: COLOURS.grey },
        encoding: { x: iteration, y: y('meanLength', 'steps', true) },
      },
    },
    {
      title: 'Size of the step, KL / delta',
      drawable: has('klRatio'),
      caption:
        'Mean KL(old || new) of the accepted or last trial, as a part of the bound (dashed). Points: the step was not accepted.',
      spec: {
        ...base,
        layer: [
          { mark: { ...line, color: COLOURS.third }, encoding: { x: iteration, y: y('klRatio', 'KL / delta', true) } },
          {
            transform: [{ filter: "datum.status !== 'accepted' && datum.klRatio !== null" }],
            mark: { type: 'point', filled: true, size: 45, color: COLOURS.bad, ...invalid },
            encoding: { x: iteration, y: y('klRatio', 'KL / delta', true) },
          },
          {
            data: { values: [{ bound: 1 }] },
            mark: { type: 'rule', strokeDash: [5, 4], color: COLOURS.bad },
            encoding: { y: { field: 'bound', type: 'quantitative' } },
          },
        ],
      },
    },
    {
      title: 'Entropy of the policy',
      drawable: has('entropy'),
      caption: 'Mean over the batch, in nats; differential (it may be negative) for continuous actions.',
      spec: { ...base, mark: { ...line, color: COLOURS.violet }, encoding: { x: iteration, y: y('entropy', 'nats') } },
    },
    {
      title: 'Improvement of the surrogate',
      drawable: has('actualImprovement', 'expectedImprovement'),
      caption: "L(new) - L(old), and g's, what a linear L would give for the full step before the line search.",
      spec: {
        ...base,
        transform: [
          { fold: ['actualImprovement', 'expectedImprovement'], as: ['kind', 'improvement'] },
          { calculate: "datum.kind === 'actualImprovement' ? 'L(new) - L(old)' : 'expected, full step'", as: 'series' },
        ],
        mark: line,
        encoding: {
          x: iteration,
          y: y('improvement', 'improvement', true),
          color: {
            field: 'series',
            type: 'nominal',
            title: null,
            scale: { domain: ['L(new) - L(old)', 'expected, full step'], range: [COLOURS.main, COLOURS.second] },
          },
        },
      },
    },
    {
      title: 'Explained variance of the baseline',
      drawable: has('explainedVariance'),
      caption: '1 - var(advantages) / var(returns): 1 is a perfect baseline, 0 one that is of no use.',
      spec: {
        ...base,
        layer: [
          {
            mark: { ...line, color: COLOURS.second },
            encoding: { x: iteration, y: y('explainedVariance', 'explained variance') },
          },
          {
            data: { values: [{ zero: 0 }] },
            mark: { type: 'rule', strokeDash: [5, 4], color: COLOURS.grey },
            encoding: { y: { field: 'zero', type: 'quantitative' } },
          },
        ],
      },
    },
    {
      title: 'Line search',
      drawable: rows.some(({ backtracks }) => backtracks !== null && backtracks > 0),
      caption: 'How often the full step was shrunk before it was accepted (red: it never was).',
      spec: {
        ...base,
        mark: { type: 'bar', width: { band: 0.7 } },
        encoding: {
          x: {
            field: 'iteration',
            type: 'ordinal',
            title: 'iteration',
            axis: { labelOverlap: true, labelAngle: 0, ticks: false },
          },
          y: {
            ...y('backtracks', 'backtracks'),
            scale: { domain: [0, rows.reduce((most, row) => Math.max(most, row.backtracks ?? 0), 1)] },
            axis: { tickMinStep: 1, format: 'd' },
          },
          color: { condition: { test: "datum.status !== 'accepted'", value: COLOURS.bad }, value: COLOURS.main },
        },
      },
    },
    {
      title: 'Where the time goes',
      drawable: records.length > 0,
      caption: 'Seconds of each part of an iteration; the only numbers here that a seed does not determine.',
      spec: {
        width: WIDTH,
        height: HEIGHT,
        data: { values: timeRows(records) },
        transform: [{ calculate: `indexof(${JSON.stringify(TIME_PARTS)}, datum.part)`, as: 'order' }],
        mark: records.length < 2 ? { type: 'bar', size: 20 } : { type: 'area' },
        encoding: {
          x: iteration,
          y: { field: 'seconds', type: 'quantitative', title: 'seconds', stack: 'zero' },
          order: { field: 'order', type: 'ordinal' },
          color: {
            field: 'part',
            type: 'nominal',
            title: null,
            legend: { columns: 3 },
            scale: {
              domain: [...TIME_PARTS],
              range: [COLOURS.main, COLOURS.grey, COLOURS.third, COLOURS.second, COLOURS.violet, '#b9bdc5'],
            },
          },
        },
      },
    },
  ]
}
