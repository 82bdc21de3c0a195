import { type StepResult, type TrustRegionProblem, trustRegionUpdate, type UpdateRule } from '@trpo/core'
import { updateRuleConformance } from '@trpo/core/conformance'
import { describe, it } from 'vitest'
import { type Broken, expectAllFailed, expectFailure } from './expect-failure.ts'

const good = trustRegionUpdate({ maxKl: 0.02 })
const checksOf = (rule: UpdateRule) => updateRuleConformance(rule, { maxKl: 0.02, improves: true })

describe('the trust-region step', () => {
  for (const { name, run } of checksOf(good)) it(name, run)
})

/** The rule with its results changed. */
const withResult = (change: (result: StepResult, problem: TrustRegionProblem) => StepResult): UpdateRule => ({
  ...good,
  step: async (problem) => change(await good.step(problem), problem),
})

/** The rule with the parameters of its accepted steps changed. */
const withTheta = (change: (theta: Float64Array, problem: TrustRegionProblem) => Float64Array) =>
  withResult((result, problem) =>
    result.status === 'accepted' ? { ...result, theta: change(result.theta, problem) } : result,
  )

let calls = 0
const described = good.measures['kl']

const ACCEPTED = 'an accepted step is finite'
const CLAIMS = 'an accepted step holds'
const NUMBERS = 'gives the same numbers whatever'
const SAME = 'the same problem'

/** Each rule of the contract, an update rule that breaks it, the check that must fail, and what it must say. */
const table: readonly Broken<UpdateRule>[] = [
  {
    what: 'a step without a direction',
    make: () => withResult((result) => ({ ...result, status: 'accepted', theta: result.theta.map((v) => v + 1e-9) })),
    fails: ACCEPTED,
    message: /a gradient of zeros: a step was accepted/,
  },
  {
    what: 'an accepted step that changes nothing',
    make: () => withTheta((_, { theta }) => theta.slice()),
    fails: ACCEPTED,
    message: /a quadratic problem: a step was accepted, and theta is the same/,
  },
  {
    what: 'parameters of another length',
    make: () => withTheta((theta) => theta.slice(1)),
    fails: ACCEPTED,
    message: /theta has 2 numbers, expected 3/,
  },
  {
    what: 'parameters that are not finite',
    make: () => withTheta((theta) => theta.with(2, Number.NaN)),
    fails: ACCEPTED,
    message: /theta is .*, NaN/,
  },
  {
    what: 'a failure with other parameters',
    make: () =>
      withResult((result) =>
        result.status === 'accepted' ? result : { ...result, theta: result.theta.map((value) => value + 1e-9) },
      ),
    fails: 'on anything but accepted',
    message: /a gradient of zeros: theta: number 0 is 0\.500000001, expected 0\.5 exactly/,
  },
  {
    what: 'a failure that loses the sign of a zero',
    make: () =>
      withResult((result) =>
        result.status === 'accepted' ? result : { ...result, theta: result.theta.map((value) => value + 0) },
      ),
    fails: 'on anything but accepted',
    message: /theta: number 1 is 0, expected 0 exactly/,
  },
  {
    what: 'a step in place',
    make: () =>
      withTheta((theta, problem) => {
        problem.theta.set(theta)
        return theta
      }),
    fails: "the problem's theta is never",
    message: /a quadratic problem: theta of the problem: number 0 is/,
  },
  {
    what: "the problem's own array",
    make: () => withTheta((_, { theta }) => theta),
    fails: "the problem's theta is never",
    message: /an accepted step must be an array of its own/,
  },
  {
    what: 'a step that is too long',
    make: () => withTheta((theta, problem) => theta.map((value, i) => 2 * value - problem.theta[i])),
    fails: CLAIMS,
    message: /KL is 0\.0\d+; expected at most 0\.02/,
  },
  {
    what: 'a step backwards',
    make: () => withTheta((theta, problem) => theta.map((value, i) => 2 * problem.theta[i] - value)),
    fails: CLAIMS,
    message: /a quadratic problem: L went from 7 to 6\.\d+/,
  },
  {
    what: 'parameters that depend on calls before',
    make: () => withTheta((theta) => theta.map((value) => value + 1e-12 * calls++)),
    fails: SAME,
    message: /theta of the second step: number 0 is/,
  },
  {
    what: 'a number that depends on calls before',
    make: () => withResult(({ numbers, ...result }) => ({ ...result, numbers: { ...numbers, kl: calls++ } })),
    fails: SAME,
    message: /the numbers of the second step: number \d is/,
  },
  {
    what: 'a status that depends on calls before',
    make: () => withResult((result) => ({ ...result, status: `call ${calls++}` })),
    fails: SAME,
    message: /the status was call \d+, then call \d+/,
  },
  {
    what: 'a rule that does not wait',
    make: () => ({
      ...good,
      step: (problem) =>
        good.step({
          ...problem,
          gradient() {
            const gradient = problem.gradient()
            return gradient instanceof Float64Array ? gradient : new Float64Array(3)
          },
        }),
    }),
    fails: SAME,
    message: /the status was accepted, then/,
  },
  {
    what: 'a number that is left out',
    make: () => withResult(({ numbers: { kl: _, ...numbers }, ...result }) => ({ ...result, numbers })),
    fails: NUMBERS,
    message: /a quadratic problem: the numbers are .*, and the measures .*kl/,
  },
  {
    what: 'a number that failures leave out',
    make: () => withResult((result) => (result.status === 'accepted' ? result : { ...result, numbers: {} })),
    fails: NUMBERS,
    message: /a gradient of zeros: the numbers are none, and the measures/,
  },
  {
    what: 'numbers without a meaning',
    make: () => ({ ...good, measures: {} }),
    fails: NUMBERS,
    message: /and the measures none/,
  },
  ...(['title', 'description'] as const).map((part) => ({
    what: `a measure without a ${part}`,
    make: () => ({ ...good, measures: { ...good.measures, kl: { ...described, [part]: '' } } }),
    fails: NUMBERS,
    message: /the measure kl lacks a title or a description/,
  })),
]

it.each(table)('$what is caught', async ({ make, fails, message }) => {
  await expectFailure(checksOf(make()), fails, message)
})

it('every check is failed by one of them', () => {
  expectAllFailed(checksOf(good), table)
})

it('a rule that claims nothing is held to nothing', async () => {
  const long = withTheta((theta, problem) => theta.map((value, i) => 3 * problem.theta[i] - 2 * value))
  for (const { run } of updateRuleConformance(long)) await run()
})
