import { fitByAdam, sequential } from '@trpo/networks'
import { expect, test } from 'vitest'
import golden from '../goldens/fit.json' with { type: 'json' }
import { goldenLayers } from './golden-layers.ts'

test.each(golden.fits)("PyTorch's Adam in f64: $name", (fit) => {
  const { layers, x, target, order, batchSize, rate, beta1, beta2, epsilon, theta, first, second, steps } = fit
  const fitted = fitByAdam(
    sequential(goldenLayers(layers)),
    Float64Array.from(theta),
    { first: Float64Array.from(first), second: Float64Array.from(second), steps },
    { inputs: Float64Array.from(x.flat()), targets: Float64Array.from(target.flat()) },
    { order: Uint32Array.from(order), batchSize, rate, beta1, beta2, epsilon },
  )
  const { after, loss } = fit
  const expectClose = (what: string, actual: Float64Array, expected: readonly number[]) => {
    expect(actual.length).toBe(expected.length)
    const worst = expected.reduce((largest, value, p) => Math.max(largest, Math.abs(actual[p] - value)), 0)
    expect(worst, what).toBeLessThan(1e-10)
  }
  expectClose('theta', fitted.theta, after.theta)
  expectClose('first', fitted.adam.first, after.first)
  expectClose('second', fitted.adam.second, after.second)
  expect(fitted.adam.steps).toBe(after.steps)
  expect(Math.abs(fitted.loss - loss)).toBeLessThan(1e-10 * (1 + loss))
})
