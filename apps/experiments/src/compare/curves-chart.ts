import type { CurveAxis } from '@trpo/runs'
import type { TopLevelSpec } from 'vega-lite'
import { COUNTS } from '../report/chart-looks.ts'
import type { LearningCurve } from './learning-curve.ts'
import { meanCurves, tasksOf } from './mean-curves.ts'

/** Told apart by colour-blind readers too, on light and on dark ground; where there are more labels, dashes go on. */
const PALETTE = ['#3b82c4', '#d5803b', '#2f9e76', '#9a78c9', '#cf4b4b', '#b59a1f', '#4db6c9', '#8b8f98']

const DASHES = [
  [1, 0],
  [6, 3],
  [2, 2],
]

const TITLES: Readonly<Record<CurveAxis, string>> = {
  iterations: 'iterations',
  steps: 'environment steps',
  'path-steps': 'environment steps along paths',
  seconds: 'seconds of training',
}

/** Of a panel, where there is one, where there are several, and where there are many. */
const ALONE = { width: 720, height: 380 }
const BESIDE = { columns: 2, width: 420, height: 260 }
const MANY = { columns: 3, width: 290, height: 190 }

/** The most panels that are drawn in the larger size. */
const LARGE_PANELS = 4

/** Characters of a legend's font beside each other over a panel of its own, and those that a symbol takes with the gaps. */
const LEGEND_CHARACTERS = 110
const SYMBOL_CHARACTERS = 4

/**
 * Learning curves, one panel a task: every seed as a thin line, the mean of a label where all of its runs have come equally far as a
 * thick one with its 95% bootstrap interval over seeds.
 */
export function curvesChart(curves: readonly LearningCurve[], axis: CurveAxis = 'steps', title?: string): TopLevelSpec {
  const tasks = tasksOf(curves)
  const labels = [...new Set(curves.map(({ label }) => label))]
  const panel = (task: string) =>
    layersOf(
      curves.filter((curve) => curve.task === task),
      labels,
      axis,
    )
  const above = title === undefined ? {} : { title }
  if (tasks.length === 1) return { ...ALONE, ...above, layer: panel(tasks[0]) }
  const { columns, ...size } = tasks.length > LARGE_PANELS ? MANY : BESIDE
  return {
    ...above,
    columns,
    concat: tasks.map((task) => ({ ...size, title: task, layer: panel(task) })),
    resolve: { scale: { color: 'shared', strokeDash: 'shared' }, legend: { color: 'shared' } },
  }
}

/** Labels a row of the legend that a panel has room for, by the longest: what is wider than the picture is cut off. */
function legendColumns(labels: readonly string[]): number {
  const longest = Math.max(...labels.map(({ length }) => length))
  return Math.max(1, Math.min(4, Math.floor(LEGEND_CHARACTERS / (longest + SYMBOL_CHARACTERS))))
}

function layersOf(curves: readonly LearningCurve[], labels: readonly string[], axis: CurveAxis) {
  const seeds = curves.flatMap(({ label, seed, returns }) =>
    returns.map(({ x, meanReturn }) => ({ label, run: `${label} ${seed}`, x, meanReturn })),
  )
  const means = meanCurves(curves).flatMap(({ label, mean }) => mean.map((point) => ({ label, ...point })))
  const x = { field: 'x', type: 'quantitative', title: TITLES[axis], axis: COUNTS } as const
  const y = { type: 'quantitative', title: 'mean return' } as const
  const color = {
    field: 'label',
    type: 'nominal',
    title: null,
    legend: { columns: legendColumns(labels), symbolOpacity: 1 },
    scale: { domain: [...labels], range: labels.map((_, i) => PALETTE[i % PALETTE.length]) },
  } as const
  const dashes = labels.map((_, i) => DASHES[Math.floor(i / PALETTE.length) % DASHES.length])
  const strokeDash = {
    field: 'label',
    type: 'nominal',
    title: null,
    scale: { domain: [...labels], range: dashes },
  } as const
  const look = labels.length > PALETTE.length ? { color, strokeDash } : { color }
  const line = { type: 'line' } as const
  const area = { type: 'area', opacity: 0.18 } as const
  return [
    {
      data: { values: seeds },
      mark: { ...line, strokeWidth: 1, opacity: labels.length > 4 ? 0.18 : 0.35 },
      encoding: { x, y: { ...y, field: 'meanReturn' }, ...look, detail: { field: 'run' } },
    },
    {
      data: { values: means },
      mark: area,
      encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
    },
    {
      data: { values: means },
      mark: { ...line, strokeWidth: 2.5 },
      encoding: { x, y: { ...y, field: 'mean' }, ...look },
    },
  ]
}
