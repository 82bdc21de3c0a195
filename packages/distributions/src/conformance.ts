import {
  checkRowsIndependent,
  checkShape,
  checkSinglePrecision,
  checkWritesOnlyOutput,
} from './conformance/contract-checks.ts'
import {
  checkEntropyDefinition,
  checkEntropyDifferences,
  checkKlDefinition,
  checkKlSign,
} from './conformance/divergence-checks.ts'
import { checkFisherCovariance, checkFisherForm, checkFisherHessian } from './conformance/fisher-checks.ts'
import { checkMode, checkNormalised, checkSamples } from './conformance/sample-checks.ts'
import { checkScoreDifferences, checkScoreMean } from './conformance/score-checks.ts'
import {
  drawsOf,
  everyAction,
  normalRow,
  type Outcomes,
  type Subject,
  sampled,
  shifted,
} from './conformance/subject.ts'
import type { Distribution } from './distribution.ts'

/** One thing that every distribution must do. */
export interface ConformanceCheck {
  /** The law that is checked, as a sentence to show beside the outcome. */
  readonly name: string
  /** Throws an Error when the distribution does not conform; its message says what was found and what was expected. */
  readonly run: () => void
}

/** Where the suite looks, and how thoroughly. */
export interface ConformanceOptions {
  /**
   * Rows of mu to look at, each `parameterSize` long. When mu has a bounded domain, they must lie inside it by more
   * than `neighbourDistance`.
   * @default 3 rows of normal numbers with standard deviation 0.6
   */
  readonly points?: readonly ArrayLike<number>[]
  /**
   * Standard deviation of the numbers that are added to a point for KL between different rows.
   * @default 1
   */
  readonly neighbourDistance?: number
  /**
   * Draws of each Monte Carlo estimate, at least 1000. More draws find smaller errors.
   * @default 20000
   */
  readonly samples?: number
  /** Seed of all random numbers; the same seed always gives the same outcome. @default 1 */
  readonly seed?: number
  /**
   * Every action of a finite family, each `actionSize` long, at most 100,000. Without it actions are taken to be real
   * numbers, and a normal density 1.5 times as wide as the samples must cover theirs.
   * @default all actions of the finite families of this package; none for others
   */
  readonly actions?: readonly (readonly number[])[]
}

/** The largest number of actions; sums over more would take too long. */
const mostActions = 100_000

const suite: ReadonlyArray<readonly [string, (subject: Subject) => void]> = [
  ['sizes are whole numbers and the description survives JSON', checkShape],
  ['rows are independent: any split of a batch gives the same bits', checkRowsIndependent],
  ['a call writes the rows asked for and nothing else', checkWritesOnlyOutput],
  ['arrays in f32 give the values of their rounded numbers', checkSinglePrecision],
  ['kl is never negative, and exactly 0 at equality', checkKlSign],
  ['kl is the mean of log p_old - log p_new', checkKlDefinition],
  ['entropy is the mean of -logProb', checkEntropyDefinition],
  ['entropyGradient agrees with finite differences of entropy', checkEntropyDifferences],
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
 * The closed forms are checked against each other by finite differences and by expectations. An expectation is an exact
 * sum over all actions of a finite family, and a Monte Carlo estimate otherwise (within 6 standard errors, from fixed
 * seeds). A distribution that passes can be used wherever one is expected.
 *
 * Throws a RangeError when an option does not fit the distribution.
 */
export function distributionConformance(
  distribution: Distribution,
  options: ConformanceOptions = {},
): readonly ConformanceCheck[] {
  const { seed = 1, samples = 20_000, neighbourDistance = 1 } = options
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
  const drawn: (Float64Array | undefined)[] = []
  const outcomes: (Outcomes | undefined)[] = []
  const subject: Subject = {
    distribution,
    points,
    neighbours,
    samples,
    actions,
    random,
    drawn(i) {
      drawn[i] ??= sampled(distribution, points[i], samples, random(`samples, point ${i}`))
      return drawn[i]
    },
    outcomes(i) {
      outcomes[i] ??= actions
        ? everyAction(distribution, points[i], actions)
        : { actions: subject.drawn(i), probabilities: undefined }
      return outcomes[i]
    },
  }
  return suite.map(([name, check]) => ({ name, run: () => check(subject) }))
}

/** Every action of a family that chooses among classes, in lexicographic order. */
function actionsOf({ classes }: Distribution): readonly (readonly number[])[] | undefined {
  if (classes === undefined) return undefined
  const count = classes.reduce((product, n) => product * n, 1)
  if (count > mostActions) {
    throw new RangeError(`conformance: ${count} actions are too many to sum over; check a smaller one of the family`)
  }
  return classes.reduce<readonly (readonly number[])[]>(
    (actions, n) => actions.flatMap((action) => Array.from({ length: n }, (_, chosen) => [...action, chosen])),
    [[]],
  )
}
