import { sequential } from '@trpo/networks'
import { describe, expect, test } from 'vitest'
import golden from '../goldens/networks.json' with { type: 'json' }
import { goldenLayers } from './golden-layers.ts'

/** Largest difference, relative to the larger of 1 and the expected number. */
function difference(actual: Float64Array | Float32Array, expected: readonly number[]): number {
  expect(actual.length).toBe(expected.length)
  return expected.reduce((worst, e, i) => Math.max(worst, Math.abs(actual[i] - e) / Math.max(1, Math.abs(e))), 0)
}

describe.each(golden.networks)('PyTorch f64: $name', ({ layers, theta, dtheta, cases }) => {
  const network = sequential(goldenLayers(layers))
  const parameters = Float64Array.from(theta)

  test('has as many parameters', () => {
    expect(network.parameterCount).toBe(theta.length)
  })

  test.each(cases)('forward, jvp and vjp of $n rows', ({ n, x, y, dy, ybar, vjpTheta }) => {
    const tape = network.forward(parameters, Float64Array.from(x.flat()), n)
    expect(difference(tape.y, y.flat())).toBeLessThan(1e-10)
    expect(difference(network.jvp(tape, Float64Array.from(dtheta)), dy.flat())).toBeLessThan(1e-10)
    const into = new Float64Array(theta.length)
    network.vjp(tape, Float64Array.from(ybar.flat()), into)
    expect(difference(into, vjpTheta)).toBeLessThan(1e-10)
  })

  test.each(cases)('vjp in the inputs of $n rows, layer by layer', ({ n, x, ybar, vjpInput }) => {
    const chain = goldenLayers(layers)
    const tape = network.forward(parameters, Float64Array.from(x.flat()), n)
    let cotangent = Float64Array.from(ybar.flat())
    let end = theta.length
    for (let i = chain.length - 1; i >= 0; i--) {
      const count = chain[i].parameters(i).reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0)
      const own = parameters.subarray(end - count, end)
      const xbar = new Float64Array(n * chain[i].inputSize)
      chain[i].vjp(own, n, tape.activations[i], tape.activations[i + 1], cotangent, new Float64Array(count), xbar)
      cotangent = xbar
      end -= count
    }
    expect(difference(cotangent, vjpInput.flat())).toBeLessThan(1e-10)
  })
})
