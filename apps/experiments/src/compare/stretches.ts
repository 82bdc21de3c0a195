import type { PlacedReturn } from '@trpo/runs'
import type { LearningCurve } from './learning-curve.ts'

/**
 * The curves with one point for every `length` iterations: at the end of the stretch, the mean of the returns that its iterations have.
 * Other implementations give such points too, and single iterations vary so much that their curves hide each other.
 */
export function inStretches(curves: readonly LearningCurve[], length: number): LearningCurve[] {
  return curves.map((curve) => ({ ...curve, returns: stretchesOf(curve.returns, length) }))
}

function stretchesOf(returns: readonly PlacedReturn[], length: number): PlacedReturn[] {
  return Array.from({ length: Math.ceil(returns.length / length) }, (_, index) => {
    const stretch = returns.slice(index * length, (index + 1) * length)
    const known = stretch.flatMap(({ meanReturn }) => meanReturn ?? [])
    const sum = known.reduce((total, value) => total + value, 0)
    return { x: stretch[stretch.length - 1].x, meanReturn: known.length === 0 ? null : sum / known.length }
  })
}
