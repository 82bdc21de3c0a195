import { expectSameBits, expectThat } from '@trpo/math/expectations'
import type { ConformanceCheck } from '@trpo/samplers/conformance'
import type { Numbers } from '../records/measure.ts'
import type { FisherFactors } from '../update/fisher-factors.ts'
import type { StatewiseProblem } from '../update/max-kl/statewise-problem.ts'
import type { StepResult, UpdateRule } from '../update/update-rule.ts'

/** What a rule claims beyond the contract. */
export interface UpdateRuleConformanceOptions {
  /**
   * The bound on the KL of every accepted step, in nats, where the rule promises one.
   * @default none
   */
  readonly maxKl?: number
  /**
   * Whether an accepted step has improved L.
   * @default false
   */
  readonly improves?: boolean
}

/** Fisher matrix of the toy problem, its diagonal. */
const CURVATURE = [1, 4, 0.25]

/** L = g'd - |d|^2 / 2 and KL = d'Ad / 2 with d = theta' - theta and A diagonal: everything is exact, and g' = (3, -2, 1). */
function quadratic(change: Partial<StatewiseProblem> = {}): StatewiseProblem {
  const theta = Float64Array.of(0.5, -0, 2)
  const slopes = [3, -2, 1]
  return {
    theta,
    surrogate: 7,
    gradient: () => Float64Array.from(slopes),
    fisherProduct: (v) => v.map((value, i) => CURVATURE[i] * value),
    fisherFactors: () => factorsOf(CURVATURE.map(Math.sqrt)),
    evaluate(at) {
      let [surrogate, kl] = [7, 0]
      for (let i = 0; i < 3; i++) {
        const d = at[i] - theta[i]
        surrogate += slopes[i] * d - (d * d) / 2
        kl += (CURVATURE[i] * d * d) / 2
      }
      return { surrogate, kl }
    },
    ...change,
  }
}

/** The factors of one state whose Fisher matrix is diagonal, by the roots of the diagonal. */
function factorsOf(roots: readonly number[]): FisherFactors {
  const data = new Float64Array(9)
  for (const [i, root] of roots.entries()) data[4 * i] = root
  return { states: 1, rank: 3, size: 3, data }
}

/** Products and factors of nothing but one number. */
const alike = (value: number): Partial<StatewiseProblem> => ({
  fisherProduct: filled(value),
  fisherFactors: () => ({ ...factorsOf([]), data: new Float64Array(9).fill(value) }),
})

const filled = (value: number) => () => new Float64Array(3).fill(value)

/** Problems on which a rule may or may not find a step. */
const PROBLEMS: readonly (readonly [string, Partial<StatewiseProblem>])[] = [
  ['a quadratic problem', {}],
  ['a gradient of zeros', { gradient: filled(0) }],
  ['a gradient of NaN', { gradient: filled(Number.NaN) }],
  ['an infinite gradient', { gradient: filled(Number.POSITIVE_INFINITY) }],
  ['products of NaN', alike(Number.NaN)],
  ['infinite products', alike(Number.POSITIVE_INFINITY)],
  ['products of 0', alike(0)],
  ['negative curvature', { fisherProduct: (v) => v.map((value) => -value) }],
  ['trials of NaN', { evaluate: () => ({ surrogate: Number.NaN, kl: Number.NaN }) }],
  ['an infinite KL at every trial', { evaluate: () => ({ surrogate: 8, kl: Number.POSITIVE_INFINITY }) }],
  ['no improvement at any trial', { evaluate: () => ({ surrogate: 7, kl: 0 }) }],
  ['too large a KL at every trial', { evaluate: () => ({ surrogate: 8, kl: 1e9 }) }],
]

/** Problems of which no rule can make a step: what the gradient is made of is no direction. */
const HOPELESS = new Set(['a gradient of zeros', 'a gradient of NaN', 'an infinite gradient'])

/**
 * Everything that the contract of `UpdateRule` asks for, as checks to run one by one, in any test runner:
 * `for (const check of updateRuleConformance(rule)) it(check.name, check.run)`.
 */
export function updateRuleConformance(
  rule: UpdateRule<StatewiseProblem>,
  { maxKl, improves = false }: UpdateRuleConformanceOptions = {},
): ConformanceCheck[] {
  const onProblems = (
    name: string,
    check: (result: StepResult, problem: StatewiseProblem, title: string) => void | Promise<void>,
  ): ConformanceCheck => ({
    name,
    async run() {
      for (const [title, change] of PROBLEMS) {
        const problem = quadratic(change)
        await check(await rule.step(problem), problem, title)
      }
    },
  })
  const moved = ({ theta }: StepResult, problem: StatewiseProblem) =>
    theta.some((value, i) => !Object.is(value, problem.theta[i]))
  return [
    onProblems('an accepted step is finite and changes theta', (result, problem, title) => {
      if (result.status !== 'accepted') return
      expectThat(!HOPELESS.has(title), `${title}: a step was accepted`)
      expectThat(moved(result, problem), `${title}: a step was accepted, and theta is the same`)
      expectThat(result.theta.length === 3, `${title}: theta has ${result.theta.length} numbers, expected 3`)
      expectThat(result.theta.every(Number.isFinite), `${title}: theta is ${result.theta.join(', ')}`)
    }),
    onProblems('on anything but accepted theta is the one of the problem, bit for bit', (result, problem, title) => {
      if (result.status !== 'accepted') expectSameBits(`${title}: theta`, result.theta, problem.theta)
    }),
    onProblems("the problem's theta is never written to", (result, problem, title) => {
      expectSameBits(`${title}: theta of the problem`, problem.theta, quadratic().theta)
      expectThat(
        result.status !== 'accepted' || result.theta !== problem.theta,
        `${title}: an accepted step must be an array of its own`,
      )
    }),
    onProblems('an accepted step holds what the rule claims', async (result, problem, title) => {
      if (result.status !== 'accepted') return
      const { surrogate, kl } = await problem.evaluate(result.theta)
      if (maxKl !== undefined) expectThat(kl <= maxKl, `${title}: KL is ${kl}; expected at most ${maxKl}`)
      if (improves)
        expectThat(surrogate > problem.surrogate, `${title}: L went from ${problem.surrogate} to ${surrogate}`)
    }),
    {
      name: 'the same problem gives the same bits, from values and from promises',
      async run() {
        const problem = quadratic()
        const first = await rule.step(problem)
        const again = await rule.step({
          ...problem,
          gradient: async () => problem.gradient(),
          fisherProduct: async (v) => problem.fisherProduct(v),
          fisherFactors: async () => problem.fisherFactors(),
          evaluate: async (theta) => problem.evaluate(theta),
        })
        expectThat(first.status === again.status, `the status was ${first.status}, then ${again.status}`)
        expectSameBits('theta of the second step', again.theta, first.theta)
        expectSameBits('the numbers of the second step', valuesOf(again.numbers), valuesOf(first.numbers))
      },
    },
    onProblems(
      'gives the same numbers whatever the outcome, each with a title and a description',
      (result, _, title) => {
        const given = Object.keys(result.numbers).sort().join(', ')
        const measured = Object.keys(rule.measures).sort().join(', ')
        expectThat(
          given === measured,
          `${title}: the numbers are ${given || 'none'}, and the measures ${measured || 'none'}`,
        )
        for (const [name, measure] of Object.entries(rule.measures))
          expectThat(
            measure.title !== '' && measure.description !== '',
            `the measure ${name} lacks a title or a description`,
          )
      },
    ),
  ]
}

function valuesOf(numbers: Numbers): number[] {
  return Object.keys(numbers)
    .sort()
    .map((name) => numbers[name])
}
