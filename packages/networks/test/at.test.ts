import { type Network, networkFromDescription, simdNetwork } from '@trpo/networks'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { gradientOf, rowCounts, singleProblems } from './single.ts'

// Many random cases: on a busy machine they take longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 })

const implementations = [
  { name: 'reference', build: (description: unknown) => networkFromDescription(description) },
  { name: 'kernels', build: simdNetwork },
] as const

/** Outputs, jvp and vjp of a tape, in arrays of their own. */
function derivativesOf(network: Network, tape: ReturnType<Network['forward']>, direction: Float64Array) {
  const y = tape.y.slice()
  const dy = network.jvp(tape, direction).slice()
  return { y, dy, gradient: gradientOf(network, tape, dy) }
}

describe.each(implementations)('the network at fixed parameters: $name', ({ build }) => {
  test('gives the bits of forward, in any order of parameters, tapes and one-shot calls', () => {
    fc.assert(
      fc.property(
        singleProblems(fc.oneof(fc.integer({ min: 1, max: 20 }), rowCounts)),
        fc.array(fc.tuple(fc.nat(2), fc.constantFrom('at', 'forward', 'derivatives')), { minLength: 6, maxLength: 16 }),
        ({ reference, rows, theta, dtheta, x, x64 }, uses) => {
          const network: Network = build(reference.description)
          const input = network.precision === 'f32' ? x : x64
          const thetas = [theta, dtheta, theta.map((value) => -value)]
          const expected = thetas.map((each) => {
            const fresh: Network = build(reference.description)
            return derivativesOf(fresh, fresh.forward(each, input, rows), dtheta)
          })
          const fixed = thetas.map((each) => network.at(each))
          const tapes = fixed.map((at) => at.forward(input, rows))
          for (const [i, use] of uses) {
            if (use === 'forward') {
              expect(derivativesOf(network, network.forward(thetas[i], input, rows), dtheta)).toEqual(expected[i])
              continue
            }
            if (use === 'at') tapes[i] = fixed[i].forward(input, rows, tapes[i])
            expect(derivativesOf(network, tapes[i], dtheta)).toEqual(expected[i])
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  test('keeps a copy: neither it nor its tapes see a later change of theta', () => {
    fc.assert(
      fc.property(singleProblems(fc.integer({ min: 1, max: 9 })), ({ reference, rows, theta, dtheta, x, x64 }) => {
        const network: Network = build(reference.description)
        const input = network.precision === 'f32' ? x : x64
        const expected = derivativesOf(network, network.forward(theta, input, rows), dtheta)
        const changing = theta.slice()
        const at = network.at(changing)
        const before = at.forward(input, rows)
        changing.fill(7)
        network.forward(changing, input, rows)
        expect(derivativesOf(network, before, dtheta)).toEqual(expected)
        expect(derivativesOf(network, at.forward(input, rows), dtheta)).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })

  const network: Network = build({
    kind: 'sequential',
    layers: [{ kind: 'dense', inputSize: 2, outputSize: 3, gain: 1 }],
  })
  const input = (length: number) => (network.precision === 'f32' ? new Float32Array(length) : new Float64Array(length))
  const other = (length: number) => (network.precision === 'f32' ? new Float64Array(length) : new Float32Array(length))
  const at = network.at(new Float64Array(9))

  test.each([
    [() => network.at(new Float64Array(8)), 'theta has length 8'],
    [() => network.at(new Float64Array(10)), 'this network has 9 parameters'],
    [() => network.at(new Float32Array(9) as unknown as Float64Array), 'expected a Float64Array [parameterCount]'],
    [() => at.forward(input(3), 2), 'x has length 3, expected 4 numbers: [2 rows, 2]'],
    [() => at.forward(other(4), 2), 'but this network'],
    [() => at.forward(input(4), 1.5), 'rows is 1.5'],
  ])('refuses what does not fit: %s', (use, message) => {
    expect(use).toThrow(message)
  })

  test('takes no tape of another network', () => {
    const tape = build(network.description).forward(new Float64Array(9), input(2), 1)
    expect(() => at.forward(input(2), 1, tape)).toThrow('the tape was made by another network')
  })
})
