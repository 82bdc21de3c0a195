import type { TopLevelSpec } from 'vega-lite'
import { type BoundRow, logarithmic } from './bound-rows.ts'
import type { LoosenessRow } from './looseness-rows.ts'
import type { MethodRow } from './method-rows.ts'

const SIZE = { width: 720, height: 400 } as const
const GREY = '#8b8f98'

/** The curves of the first picture, with their colours. */
const CURVES: readonly (readonly [field: keyof BoundRow, label: string, colour: string])[] = [
  ['surrogate', 'L rises by', '#3b82c4'],
  ['improvement', 'eta rises by', '#2f9e76'],
  ['klPenalty', 'Equation 9 takes off', '#cf4b4b'],
  ['theorem1Penalty', 'Theorem 1 takes off', '#d5803b'],
  ['error', 'L is wrong by', '#9a78c9'],
]

/** What a step gains, what it really loses, and what the bounds take off, over its size; both axes logarithmic. */
export function boundChart(
  rows: readonly BoundRow[],
  marks: readonly { maxKl: number; label: string }[],
): TopLevelSpec {
  const values = rows.flatMap((row) => CURVES.map(([field, label]) => ({ maxKl: row.maxKl, label, value: row[field] })))
  const x = {
    field: 'maxKl',
    type: 'quantitative',
    title: 'size of the step: max KL(old || new), nats',
    scale: { type: 'log', nice: false },
    axis: { format: '.0e', values: logarithmic(1e-8, 1, 9) },
  } as const
  return {
    ...SIZE,
    layer: [
      {
        data: { values: [...marks] },
        mark: { type: 'rule', strokeDash: [5, 4], color: GREY },
        encoding: { x },
      },
      {
        data: { values: [...marks] },
        mark: { type: 'text', align: 'left', dx: 5, dy: 8, fontSize: 11, color: 'currentColor' },
        encoding: { x, y: { value: 0 }, text: { field: 'label' } },
      },
      {
        data: { values },
        mark: { type: 'line', strokeWidth: 2.5 },
        encoding: {
          x,
          y: {
            field: 'value',
            type: 'quantitative',
            title: 'in units of eta',
            scale: { type: 'log', nice: false },
            axis: { format: '.0e', values: logarithmic(1e-6, 1e4, 6) },
          },
          color: {
            field: 'label',
            type: 'nominal',
            title: null,
            legend: { columns: 3 },
            scale: { domain: CURVES.map(([, label]) => label), range: CURVES.map(([, , colour]) => colour) },
          },
          // The first two lie on each other over most of the picture.
          strokeDash: {
            condition: { test: `datum.label === '${CURVES[1][1]}'`, value: [7, 5] },
            value: [1, 0],
          },
        },
      },
    ],
  }
}

/** Penalty / error over the horizon: the median as a line, the first to the ninth decile as a band. */
export function loosenessChart(rows: readonly LoosenessRow[]): TopLevelSpec {
  const x = {
    field: 'horizon',
    type: 'quantitative',
    title: 'horizon 1 / (1 - gamma)',
    scale: { type: 'log', nice: false },
    axis: { values: rows.map(({ horizon }) => horizon), format: '.0f' },
  } as const
  const y = {
    type: 'quantitative',
    title: 'penalty of Equation 9 / error of L',
    scale: { type: 'log', nice: false },
    axis: { format: '~s', values: logarithmic(100, 1e6, 5) },
  } as const
  return {
    ...SIZE,
    height: 300,
    data: { values: [...rows] },
    layer: [
      {
        mark: { type: 'area', opacity: 0.2, color: '#3b82c4' },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      {
        mark: { type: 'line', strokeWidth: 2.5, color: '#3b82c4', point: { color: '#3b82c4' } },
        encoding: { x, y: { ...y, field: 'median' } },
      },
    ],
  }
}

/** The progress of each method to the optimum, over iterations on a logarithmic axis. */
export function methodsChart(rows: readonly MethodRow[]): TopLevelSpec {
  return {
    ...SIZE,
    height: 320,
    data: { values: [...rows] },
    mark: { type: 'line', strokeWidth: 2.5, interpolate: 'monotone' },
    encoding: {
      x: {
        field: 'iteration',
        type: 'quantitative',
        title: 'policies so far, the uniform one included',
        scale: { type: 'log', nice: false },
        axis: { format: '~s', values: [1, 10, 100, 1000] },
      },
      y: {
        field: 'share',
        type: 'quantitative',
        title: 'share of the way to the optimum',
        axis: { format: '.0%' },
        scale: { domain: [0, 1] },
      },
      color: {
        field: 'method',
        type: 'nominal',
        title: null,
        legend: { columns: 2 },
        scale: {
          domain: [...new Set(rows.map(({ method }) => method))],
          range: ['#8b8f98', '#2f9e76', '#d5803b', '#3b82c4'],
        },
      },
    },
  }
}
