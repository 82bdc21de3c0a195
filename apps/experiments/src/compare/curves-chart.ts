import { meanCurve } from '@trpo/runs'
import type { TopLevelSpec } from 'vega-lite'
import type { LearningCurve } from './learning-curve.ts'

/**
 * Learning curves over environment steps: every seed as a thin line, the mean of a label at equal steps as a thick one with its
 * 95% bootstrap interval over seeds.
 */
export function curvesChart(curves: readonly LearningCurve[]): TopLevelSpec {
  const seeds = curves.flatMap(({ label, seed, points }) =>
    points.map(({ steps, meanReturn }) => ({ label, run: `${label} ${seed}`, steps, meanReturn })),
  )
  const means = [...new Set(curves.map(({ label }) => label))].flatMap((label) => {
    const runs = curves.filter((curve) => curve.label === label).map(({ points }) => points)
    return meanCurve(runs).map((point) => ({ label, ...point }))
  })
  const x = { field: 'steps', type: 'quantitative', title: 'environment steps', axis: { format: '~s' } } as const
  const y = { type: 'quantitative', title: 'mean return' } as const
  const color = {
    field: 'label',
    type: 'nominal',
    title: null,
    // Labels may be long, so they stand one below the other.
    legend: { columns: 1, symbolOpacity: 1 },
    scale: { range: ['#3b82c4', '#d5803b', '#2f9e76', '#9a78c9', '#cf4b4b', '#8b8f98'] },
  } as const
  return {
    width: 720,
    height: 380,
    layer: [
      {
        data: { values: seeds },
        mark: { type: 'line', strokeWidth: 1, opacity: 0.35 },
        encoding: { x, y: { ...y, field: 'meanReturn' }, color, detail: { field: 'run' } },
      },
      {
        data: { values: means },
        mark: { type: 'area', opacity: 0.18 },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
      },
      {
        data: { values: means },
        mark: { type: 'line', strokeWidth: 2.5 },
        encoding: { x, y: { ...y, field: 'mean' }, color },
      },
    ],
  }
}
