import { addScaled, conjugateGradientAsync, damped, dot, scale } from '@trpo/linalg'
import type { Network } from '@trpo/networks'
import { assertKnownKeys } from '@trpo/samplers'
import type { Tensors } from '../../estimator.ts'
import { type SquaredErrorPasses, squaredErrorPasses } from './squared-error-passes.ts'
import type { FitProblem, NetworkFit, ValueFit } from './value-fit.ts'

/** How a value network is fitted by Gauss-Newton steps. */
export interface GaussNewtonFitSettings {
  /** Steps in each iteration. */
  readonly steps: number
  /** Products of conjugate gradient in each step, which begins at 0. */
  readonly products: number
  /** The least c in (J'J / N + cI)s = -J'(f - (y - mu) / sigma) / N, above 0; c begins there. */
  readonly leastDamping: number
}

/** What `gaussNewtonFit` takes where an option is not given. */
export const gaussNewtonFitDefaults: GaussNewtonFitSettings = { steps: 2, products: 10, leastDamping: 0.01 }

/** How often a step is halved at most. */
const HALVINGS = 5

/** By how much c changes, and the parts of the predicted decrease below and above which it does. */
const ADAPTATION = { factor: 1.5, poor: 0.25, good: 0.75 } as const

/** c never exceeds this. */
const MOST_DAMPING = 1e6

/**
 * A fit by Gauss-Newton steps over all rows, the trust-region step once more: conjugate gradient on
 * (J'J / N + cI)s = -J'(f - (y - mu) / sigma) / N, halved until the error falls, with c adapted to how far the quadratic model was
 * right (Levenberg and Marquardt; Martens 2010, Deep learning via Hessian-free optimization, section 4.1). It is made of sums over
 * shards, so no row leaves its shard: for large batches. It carries c, `critic.damping` [1].
 *
 * Throws a TypeError that names an unknown option, and a RangeError that names the first one that is out of range.
 */
export function gaussNewtonFit(given: Partial<GaussNewtonFitSettings> = {}): ValueFit {
  assertKnownKeys('gaussNewtonFit', given, Object.keys(gaussNewtonFitDefaults))
  const options: GaussNewtonFitSettings = { ...gaussNewtonFitDefaults, ...given }
  const { steps, products, leastDamping } = options
  for (const [name, value] of Object.entries({ steps, products }))
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`${name} is ${value}; give a whole number of at least 1`)
  if (!(leastDamping > 0 && leastDamping <= MOST_DAMPING))
    throw new RangeError(`leastDamping is ${leastDamping}; give a number above 0 and at most ${MOST_DAMPING}`)
  return {
    name: `Gauss-Newton, ${steps} ${steps === 1 ? 'step' : 'steps'}`,
    settings: { name: 'Gauss-Newton', ...options },
    measures: {
      valueDamping: { title: 'Damping of the value fit', description: "c in (J'J / N + cI)s, after the fit." },
    },
    of: (network) => fitOf(network, options),
  }
}

function fitOf(network: Network, options: GaussNewtonFitSettings): NetworkFit {
  const passes = squaredErrorPasses(network)
  const tensors = (damping: number): Tensors => ({
    'critic.damping': { shape: [1], data: Float64Array.of(damping) },
  })
  return {
    passes: [passes.slope, passes.product, passes.error],
    init: () => tensors(options.leastDamping),
    async fit(problem) {
      let at: Fit = { theta: problem.theta, damping: problem.state['critic.damping'].data[0], error: Number.NaN }
      for (let step = 0; step < options.steps; step++) at = await stepFrom(at, problem, passes, options)
      return { theta: at.theta, state: tensors(at.damping), numbers: { valueLoss: at.error, valueDamping: at.damping } }
    },
  }
}

/** Where a fit stands. */
interface Fit {
  readonly theta: Float64Array
  readonly damping: number
  readonly error: number
}

async function stepFrom(
  { theta, damping }: Fit,
  { shards, sigma, level }: Pick<FitProblem, 'shards' | 'sigma' | 'level'>,
  passes: SquaredErrorPasses,
  { products, leastDamping }: GaussNewtonFitSettings,
): Promise<Fit> {
  const { error, slope } = await shards.run(passes.slope, theta, sigma, level)
  const operator = { size: theta.length, apply: (v: Float64Array) => shards.run(passes.product, theta, v) }
  const { value: step, stats } = await conjugateGradientAsync(damped(operator, damping), scale(-1, slope), {
    maxIterations: products,
    tolerance: 0,
  })
  const curvature = stats.quadraticForm - damping * dot(step, step)
  let size = 1
  for (let halvings = 0; halvings <= HALVINGS; halvings++, size /= 2) {
    const trial = addScaled(theta, size, step)
    const reached = await shards.run(passes.error, trial, sigma, level)
    if (!(reached < error)) continue
    const predicted = -2 * size * dot(slope, step) - size * size * curvature
    return { theta: trial, error: reached, damping: adapted(damping, (error - reached) / predicted, leastDamping) }
  }
  return { theta, error, damping: adapted(damping, 0, leastDamping) }
}

/** c for the next step, by the part of the predicted decrease that came true. */
function adapted(damping: number, part: number, least: number): number {
  const { factor, poor, good } = ADAPTATION
  if (part > good) return Math.max(least, damping / factor)
  return part >= poor ? damping : Math.min(MOST_DAMPING, damping * factor)
}
