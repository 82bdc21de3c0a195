import type { TrustRegionProblem } from '@trpo/core'
import { denseMatrix, solve } from '@trpo/linalg'

/** Two arms with exact advantages, a softmax over two logits: L = sum pi(a) A(a), Fisher matrix diag(p) - pp' (singular along (1, 1)). */
export function bandit(logits: readonly [number, number], advantages: readonly [number, number]): TrustRegionProblem {
  const theta = Float64Array.from(logits)
  const softmax = (t: Float64Array) => {
    const first = 1 / (1 + Math.exp(t[1] - t[0]))
    return [first, 1 - first]
  }
  const value = (t: Float64Array) => softmax(t)[0] * advantages[0] + softmax(t)[1] * advantages[1]
  const old = softmax(theta)
  const mean = value(theta)
  return {
    theta,
    surrogate: mean,
    gradient: () => Float64Array.from(old, (p, a) => p * (advantages[a] - mean)),
    fisherProduct: (v) => {
      const along = old[0] * v[0] + old[1] * v[1]
      return Float64Array.from(old, (p, a) => p * (v[a] - along))
    },
    evaluate: (t) => {
      const p = softmax(t)
      return { surrogate: value(t), kl: old.reduce((sum, q, a) => sum + q * Math.log(q / p[a]), 0) }
    },
  }
}

/** One state, action a ~ N(m, e^2l), advantage -(a - target)^2: everything in closed form. theta = [m, l]. */
export function gaussianTarget(m: number, l: number, target: number): TrustRegionProblem {
  const value = (t: Float64Array) => -((t[0] - target) ** 2) - Math.exp(2 * t[1])
  const variance = Math.exp(2 * l)
  return {
    theta: Float64Array.of(m, l),
    surrogate: value(Float64Array.of(m, l)),
    gradient: () => Float64Array.of(-2 * (m - target), -2 * variance),
    fisherProduct: (v) => Float64Array.of(v[0] / variance, 2 * v[1]),
    evaluate: (t) => ({
      surrogate: value(t),
      kl: t[1] - l + (variance + (m - t[0]) ** 2) / (2 * Math.exp(2 * t[1])) - 0.5,
    }),
  }
}

/** The maximum of a two-parameter problem on and inside its trust region, by brute force over directions. */
export function bestInside(problem: TrustRegionProblem, maxKl: number): number {
  let best = problem.surrogate
  const evaluate = (t: Float64Array) => problem.evaluate(t) as { surrogate: number; kl: number }
  for (let k = 0; k < 20_000; k++) {
    const angle = (2 * Math.PI * k) / 20_000
    const at = (r: number) =>
      Float64Array.of(problem.theta[0] + r * Math.cos(angle), problem.theta[1] + r * Math.sin(angle))
    let low = 0
    let high = 1
    for (let i = 0; i < 50; i++) {
      const middle = (low + high) / 2
      if (evaluate(at(middle)).kl <= maxKl) low = middle
      else high = middle
    }
    best = Math.max(best, evaluate(at(low)).surrogate)
  }
  return best
}

/** (A + cI)^-1 g by a dense solve. */
export function exactDirection(problem: TrustRegionProblem, damping: number): Float64Array {
  const n = problem.theta.length
  const data = new Float64Array(n * n)
  for (let j = 0; j < n; j++) {
    const unit = new Float64Array(n)
    unit[j] = 1
    const column = problem.fisherProduct(unit) as Float64Array
    for (let i = 0; i < n; i++) data[i * n + j] = column[i] + (i === j ? damping : 0)
  }
  const solution = solve(denseMatrix(n, n, data), problem.gradient() as Float64Array)
  if (solution.status !== 'solved') throw new Error(`the dense system is ${solution.status}`)
  return solution.value
}
