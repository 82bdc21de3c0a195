import { fitByAdam, sequential, simdNetwork } from '@trpo/networks'
import { describe, expect, test } from 'vitest'
import { chains, fitProblem } from './fit-problem.ts'

/** |actual - expected| / |expected - from| in Euclidean norm: an error relative to what a fit changed. */
function error(actual: Float64Array, expected: Float64Array, from: Float64Array = new Float64Array(expected.length)) {
  let squares = 0
  let difference = 0
  for (let i = 0; i < expected.length; i++) {
    squares += (expected[i] - from[i]) ** 2
    difference += (actual[i] - expected[i]) ** 2
  }
  return Math.sqrt(difference / squares)
}

describe.each(chains)('the kernels beside the reference: %s', (_, layers) => {
  const reference = sequential(layers)
  const network = simdNetwork(reference.description)

  // Around rows of a tile, and around one and several blocks of 128 rows.
  test.each([1, 2, 7, 8, 9, 127, 128, 129, 300])('the gradient of one minibatch of %i rows', (n) => {
    const { theta, adam, rows, options } = fitProblem(reference, n, 1, { batchSize: n, rate: 1e-3, beta1: 0 }, n)
    const expected = fitByAdam(reference, theta, adam, rows, options)
    const fitted = fitByAdam(network, theta, adam, rows, options)
    // With beta1 = 0 the first moment is the gradient.
    expect(error(fitted.adam.first, expected.adam.first)).toBeLessThan(1e-5)
    expect(error(fitted.adam.second, expected.adam.second)).toBeLessThan(2e-5)
    expect(Math.abs(fitted.loss - expected.loss)).toBeLessThan(1e-5 * expected.loss)
  })

  test('the forward pass has the bits of the network', () => {
    const { theta, adam, rows, options } = fitProblem(reference, 100, 1, { batchSize: 100, rate: 0 })
    const order = options.order.map((_, i) => i)
    const { y } = network.forward(theta, Float32Array.from(rows.inputs), 100)
    const squares = y.reduce((sum, value, i) => sum + Math.fround(value - rows.targets[i]) ** 2, 0)
    expect(fitByAdam(network, theta, adam, rows, { ...options, order }).loss).toBe(squares / y.length)
  })

  test.each([
    [60, 16],
    [37, 5],
    [290, 150],
    [20, 1000],
  ])('a fit to %i rows in minibatches of %i', (n, batchSize) => {
    const { theta, adam, rows, options } = fitProblem(reference, n, 3, { batchSize, rate: 1e-2 })
    const expected = fitByAdam(reference, theta, adam, rows, options)
    const fitted = fitByAdam(network, theta, adam, rows, options)
    expect(fitted.adam.steps).toBe(3 * Math.ceil(n / batchSize))
    expect(fitted.adam.steps).toBe(expected.adam.steps)
    // Adam magnifies the rounding of gradients that are nearly 0: its first step has the rate's length for them too.
    expect(error(fitted.theta, expected.theta, theta)).toBeLessThan(1e-3)
    expect(Math.abs(fitted.loss - expected.loss)).toBeLessThan(1e-4 * expected.loss)
  })
})

test('a fit reduces the error', () => {
  const network = simdNetwork(sequential(chains[2][1]).description)
  const { theta, adam, rows, options } = fitProblem(network, 512, 20, { batchSize: 64, rate: 3e-3 })
  const first = { ...options, order: options.order.subarray(0, 512) }
  expect(fitByAdam(network, theta, adam, rows, options).loss).toBeLessThan(
    0.3 * fitByAdam(network, theta, adam, rows, first).loss,
  )
})
