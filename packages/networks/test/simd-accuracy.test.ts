import { sequential, simdNetwork, tanh } from '@trpo/networks'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import golden from '../goldens/networks.json' with { type: 'json' }
import { goldenLayers } from './golden-layers.ts'
import { gradientOf, singleProblems } from './single.ts'
import { error, nearKink } from './single-error.ts'

// Many random cases: on a busy machine they take longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 })

test('outputs, jvp, vjp and the product J J d are those of the reference to 1e-5 in norm', () => {
  fc.assert(
    fc.property(singleProblems(), (problem) => {
      fc.pre(!nearKink(problem))
      const { network, reference, rows, theta, dtheta, x, x64, ybar } = problem
      const tape = network.forward(theta, x, rows)
      const exact = reference.forward(theta, x64, rows)
      expect(error(tape.y, exact.y)).toBeLessThan(1e-5)
      const dy = network.jvp(tape, dtheta)
      const exactDy = reference.jvp(exact, dtheta)
      expect(error(dy, exactDy)).toBeLessThan(1e-5)
      expect(error(gradientOf(network, tape, ybar), gradientOf(reference, exact, ybar))).toBeLessThan(1e-5)
      expect(error(gradientOf(network, tape, dy), gradientOf(reference, exact, exactDy))).toBeLessThan(1e-5)
    }),
    { numRuns: 50 },
  )
})

describe.each(golden.networks)('PyTorch f64: $name', ({ layers, theta, dtheta, cases }) => {
  const network = simdNetwork(sequential(goldenLayers(layers)).description)

  test.each(cases)('forward, jvp and vjp of $n rows', ({ n, x, y, dy, ybar, vjpTheta }) => {
    const tape = network.forward(Float64Array.from(theta), Float32Array.from(x.flat()), n)
    expect(error(tape.y, y.flat())).toBeLessThan(1e-5)
    expect(error(network.jvp(tape, Float64Array.from(dtheta)), dy.flat())).toBeLessThan(1e-5)
    expect(error(gradientOf(network, tape, Float64Array.from(ybar.flat())), vjpTheta)).toBeLessThan(1e-5)
  })
})

describe('tanh', () => {
  const of = (x: Float32Array) =>
    simdNetwork(sequential([tanh(1)]).description).forward(new Float64Array(0), x, x.length).y

  test('is within 2.6 ulp, 1.9e-7 relative, of the exact value', () => {
    const x = Float32Array.from({ length: 400_000 }, (_, i) =>
      i < 200_000 ? (i + 1) / 20_000 : 2 ** ((i - 200_000) / 6_000 - 30),
    )
    const exact = sequential([tanh(1)]).forward(new Float64Array(0), Float64Array.from(x), x.length).y
    const exponents = new Uint32Array(Float32Array.from(exact).buffer).map((bits) => bits >>> 23)
    let worst = 0
    let worstUlps = 0
    of(x).forEach((y, i) => {
      const difference = Math.abs(y - exact[i])
      worst = Math.max(worst, difference / exact[i])
      worstUlps = Math.max(worstUlps, difference / 2 ** (exponents[i] - 150))
    })
    expect(worst).toBeLessThan(1.9e-7)
    expect(worstUlps).toBeLessThan(2.6)
  })

  test('is odd bit for bit, at most 1, and NaN where its input is, for every kind of number', () => {
    fc.assert(
      fc.property(fc.uint32Array({ minLength: 1, maxLength: 64 }), (bits) => {
        const x = new Float32Array(bits.slice().buffer)
        const y = of(x)
        const negative = of(x.map((value) => -value))
        for (let i = 0; i < x.length; i++) {
          if (Number.isNaN(x[i])) expect(y[i]).toBeNaN()
          else {
            expect(negative[i]).toBe(-y[i])
            expect(Math.abs(y[i])).toBeLessThanOrEqual(1)
          }
        }
      }),
    )
  })

  test('saturates, keeps the sign of zero and what is so small that tanh x rounds to x', () => {
    const tiny = Math.fround(1e-40)
    const x = Float32Array.of(9.02, 20, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, tiny, -1e-10)
    expect([...of(x)]).toEqual([1, 1, 1, -1, 0, -0, tiny, Math.fround(-1e-10)])
  })
})
