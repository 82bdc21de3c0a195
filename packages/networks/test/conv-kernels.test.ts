import { convLayers, convolution, dense, rescale, sequential, simdNetwork, tanh } from '@trpo/networks'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { atari, convNetworks, convProblem } from './conv-problems.ts'
import { gradientOf } from './single.ts'
import { error, nearKink } from './single-error.ts'

// Many random cases: on a busy machine they take longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 })

function compare({ reference, network, rows, theta, dtheta, x, x64, ybar }: ReturnType<typeof convProblem>): void {
  const [single, exact] = [network.forward(theta, x, rows), reference.forward(theta, x64, rows)]
  expect(error(single.y, exact.y)).toBeLessThan(1e-5)
  const [dy, exactDy] = [network.jvp(single, dtheta), reference.jvp(exact, dtheta)]
  expect(error(dy, exactDy)).toBeLessThan(1e-5)
  expect(error(gradientOf(network, single, ybar), gradientOf(reference, exact, ybar))).toBeLessThan(1e-5)
  expect(error(gradientOf(network, single, dy), gradientOf(reference, exact, exactDy))).toBeLessThan(1e-5)
}

test('outputs, jvp, vjp and the product J J d are those of the reference to 1e-5 in norm', () => {
  fc.assert(
    fc.property(convNetworks, fc.integer({ min: 1, max: 20 }), fc.nat(), (layers, rows, seed) => {
      const problem = convProblem(layers, rows, seed)
      fc.pre(!nearKink(problem))
      compare(problem)
    }),
    { numRuns: 150 },
  )
})

test("so they are for the paper's network of Atari", () => {
  compare(convProblem(convLayers(atari), 11, 1))
})

test('parts of a batch that are cut at multiples of 8 rows give the bits of the whole', () => {
  fc.assert(
    fc.property(convNetworks, fc.integer({ min: 9, max: 40 }), fc.nat(), fc.nat(3), (layers, rows, seed, panels) => {
      const { network, theta, x, ybar } = convProblem(layers, rows, seed)
      const whole = gradientOf(network, network.forward(theta, x, rows), ybar)
      const cut = Math.min(8 * panels, rows)
      const parts = new Float64Array(theta.length)
      for (const [from, to] of [
        [0, cut],
        [cut, rows],
      ]) {
        const tape = network.forward(theta, x.subarray(from * network.inputSize), to - from)
        network.vjp(tape, ybar.subarray(from * network.outputSize), parts)
      }
      expect(parts).toEqual(whole)
    }),
    { numRuns: 40 },
  )
})

test('kept and recomputed activations give the same bits, in any order of tapes and of parameters', () => {
  const layers = convLayers({
    inputShape: [2, 6, 5],
    convolutions: [{ filters: 3, filterSize: 2, stride: 1 }],
    hidden: [4],
    outputSize: 2,
  })
  const reference = sequential(layers)
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(1000)), { minLength: 2, maxLength: 5 }),
      // None, a few panels of some 3 kB, and all of them.
      fc.constantFrom(0, 12_000, 2 ** 28),
      fc.array(fc.tuple(fc.nat(), fc.constantFrom('jvp', 'vjp', 'forward', 'reuse')), { minLength: 5, maxLength: 30 }),
      (plans, activationBytes, uses) => {
        const network = simdNetwork(reference.description, { activationBytes, extensions: convolution })
        const problems = plans.map(([rows, seed]) => convProblem(layers, rows, seed))
        const expected = problems.map((problem) => {
          const tape = problem.network.forward(problem.theta, problem.x, problem.rows)
          const dy = problem.network.jvp(tape, problem.dtheta).slice()
          return { y: tape.y.slice(), dy, into: gradientOf(problem.network, tape, problem.ybar) }
        })
        const tapes = problems.map(({ theta, x, rows }) => network.forward(theta, x, rows))
        for (const [use, pass] of uses) {
          const i = use % tapes.length
          const { theta, x, rows, dtheta, ybar } = problems[i]
          if (pass === 'jvp') expect(network.jvp(tapes[i], dtheta)).toEqual(expected[i].dy)
          else if (pass === 'vjp') expect(gradientOf(network, tapes[i], ybar)).toEqual(expected[i].into)
          else {
            tapes[i] = network.forward(theta, x, rows, pass === 'reuse' ? tapes[i] : undefined)
            expect(tapes[i].y).toEqual(expected[i].y)
          }
        }
      },
    ),
    { numRuns: 40 },
  )
})

test('inputs are rescaled by the kernels in the first layer alone', () => {
  const network = sequential([dense(2, 3), rescale(3, { factor: 2 }), tanh(3)])
  expect(() => simdNetwork(network.description, { extensions: convolution })).toThrow(/layers\[1\] rescales.*first/)
})
