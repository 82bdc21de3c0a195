import {
  checkRowsIndependent,
  checkShape,
  checkSinglePrecision,
  checkWritesOnlyOutput,
} from './conformance/contract-checks.ts'
import { checkEntropyEstimate, checkKlEstimate, checkKlSign } from './conformance/divergence-checks.ts'
import { checkFisherCovariance, checkFisherForm, checkFisherHessian } from './conformance/fisher-checks.ts'
import { checkMode, checkNormalised, checkSamples } from './conformance/sample-checks.ts'
import { checkScoreDifferences, checkScoreMean } from './conformance/score-checks.ts'
import { drawsOf, normalRow, type Subject, sampled, shifted } from './conformance/subject.ts'
import type { Distribution } from './distribution.ts'

/** One thing that every distribution must do. */
export interface ConformanceCheck {
  /** What is checked, as a sentence to show beside the outcome. */
  readonly name: string
  /** Throws an Error that says what was found and what was expected, when the distribution does not conform. */
  readonly run: () => void
}

export interface ConformanceOptions {
  /**
   * Rows of mu to look at, each `parameterSize` long; 3 rows of normal numbers with standard deviation 0.6 unless given.
   * Give them when mu has a domain, inside of it by more than `neighbourDistance`.
   */
  readonly points?: readonly ArrayLike<number>[]
  /** Standard deviation of the numbers that are added to a point for KL between different rows; 0.5 unless given. */
  readonly neighbourDistance?: number
  /** Draws of each Monte Carlo estimate, at least 1000; 20,000 unless given. More draws find smaller errors. */
  readonly samples?: number
  /** Seed of all random numbers: the same seed gives the same outcome, always. 1 unless given. */
  readonly seed?: number
  /**
   * Every action of a finite family, each `actionSize` long. For the families of this package it is known. Without it
   * actions are taken to be real numbers, whose density a normal one 1.5 times as wide as the samples has to cover.
   */
  readonly actions?: readonly (readonly number[])[]
}

const suite: ReadonlyArray<readonly [string, (subject: Subject) => void]> = [
  ['sizes are whole numbers and the description survives JSON', checkShape],
  ['rows are independent: any split of a batch gives the same bits', checkRowsIndependent],
  ['a call writes the rows asked for and nothing else', checkWritesOnlyOutput],
  ['arrays in f32 give the values of their rounded numbers', checkSinglePrecision],
  ['kl is never negative, and exactly 0 at equality', checkKlSign],
  ['kl agrees with Monte Carlo', checkKlEstimate],
  ['entropy agrees with Monte Carlo', checkEntropyEstimate],
  ['logProbGradient agrees with finite differences of logProb', checkScoreDifferences],
  ['logProbGradient has mean zero', checkScoreMean],
  ['fisher is linear, symmetric and positive semidefinite', checkFisherForm],
  ['fisher agrees with the covariance of logProbGradient', checkFisherCovariance],
  ['fisher agrees with the Hessian of kl', checkFisherHessian],
  ['logProb is normalised', checkNormalised],
  ['samples follow logProb', checkSamples],
  ['mode maximises logProb', checkMode],
]

/**
 * The conformance suite of the `Distribution` seam, for any test runner:
 *
 *     for (const { name, run } of distributionConformance(myDistribution)) it(name, run)
 *
 * Closed forms are checked against each other by Monte Carlo (within 6 standard errors, from fixed seeds) and by finite
 * differences. A distribution that passes can be used by everything that takes one.
 *
 * Throws a RangeError when an option does not fit the distribution.
 */
export function distributionConformance(
  distribution: Distribution,
  options: ConformanceOptions = {},
): readonly ConformanceCheck[] {
  const { seed = 1, samples = 20_000, neighbourDistance = 0.5 } = options
  const m = distribution.parameterSize
  const random = drawsOf(seed)
  if (!Number.isInteger(samples) || samples < 1000) {
    throw new RangeError(`conformance: samples is ${samples}, expected a whole number of at least 1000`)
  }
  const drawPoints = random('points')
  const points =
    options.points?.map((point) => Float64Array.from(point)) ??
    Array.from({ length: 3 }, () => normalRow(m, drawPoints).map((x) => 0.6 * x))
  const wrong = points.find((point) => point.length !== m)
  if (points.length === 0 || wrong !== undefined) {
    throw new RangeError(
      `conformance: points of length ${wrong?.length ?? 'none'}, expected at least one of length ${m}`,
    )
  }
  const drawNeighbours = random('neighbours')
  const neighbours = points.map((point) => shifted(point, neighbourDistance, normalRow(m, drawNeighbours)))
  const actions = options.actions ?? actionsOf(distribution)
  const drawn = points.map((): Float64Array | undefined => undefined)
  const subject: Subject = {
    distribution,
    points,
    neighbours,
    samples,
    actions,
    random,
    drawn(index) {
      const actionsThere =
        drawn[index] ?? sampled(distribution, points[index], samples, random(`samples, point ${index}`))
      drawn[index] = actionsThere
      return actionsThere
    },
  }
  return suite.map(([name, check]) => ({ name, run: () => check(subject) }))
}

/** Every action of the finite families of this package, in lexicographic order. */
function actionsOf({ description }: Distribution): readonly (readonly number[])[] | undefined {
  if (description.kind === 'diagonal-gaussian') return undefined
  const classes = description.kind === 'categorical' ? [description.classes] : description.classes
  return classes.reduce<readonly (readonly number[])[]>(
    (actions, n) => actions.flatMap((action) => Array.from({ length: n }, (_, chosen) => [...action, chosen])),
    [[]],
  )
}
