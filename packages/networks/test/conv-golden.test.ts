import { type ConvOptions, convLayers, sequential } from '@trpo/networks'
import { describe, expect, test } from 'vitest'
import golden from '../goldens/convolution.json' with { type: 'json' }
import { gradientOf } from './single.ts'

/** Largest difference, relative to the larger of 1 and the expected number. */
function difference(actual: ArrayLike<number>, expected: readonly number[]): number {
  expect(actual.length).toBe(expected.length)
  return expected.reduce((worst, e, i) => Math.max(worst, Math.abs(actual[i] - e) / Math.max(1, Math.abs(e))), 0)
}

/** The layers that a golden describes. */
function layersOf({ inputShape, activation, ...rest }: (typeof golden.networks)[number] | typeof golden.atari) {
  const [channels, height, width] = inputShape
  const options: ConvOptions = {
    ...rest,
    inputShape: [channels, height, width],
    activation: activation === 'relu' ? 'relu' : 'tanh',
  }
  return convLayers(options)
}

describe.each(golden.networks)('PyTorch f64: $name', (described) => {
  const { theta, dtheta, cases } = described
  const layers = layersOf(described)
  const network = sequential(layers)
  const parameters = Float64Array.from(theta)

  test.each(cases)('forward, jvp and vjp of $n rows', ({ n, x, y, dy, ybar, vjpTheta }) => {
    expect(network.parameterCount).toBe(theta.length)
    const tape = network.forward(parameters, Float64Array.from(x.flat()), n)
    expect(difference(tape.y, y.flat())).toBeLessThan(1e-10)
    expect(difference(network.jvp(tape, Float64Array.from(dtheta)), dy.flat())).toBeLessThan(1e-10)
    expect(difference(gradientOf(network, tape, Float64Array.from(ybar.flat())), vjpTheta)).toBeLessThan(1e-10)
  })

  test.each(cases)('vjp in the inputs of $n rows, layer by layer', ({ n, x, ybar, vjpInput }) => {
    const tape = network.forward(parameters, Float64Array.from(x.flat()), n)
    let cotangent = Float64Array.from(ybar.flat())
    for (let i = layers.length - 1; i >= 0; i--) {
      const [layer, own] = [layers[i], tape.parameters[i]]
      const xbar = new Float64Array(n * layer.inputSize)
      const into = new Float64Array(own.length)
      layer.vjp(own, n, tape.activations[i], tape.activations[i + 1], cotangent, into, xbar)
      cotangent = xbar
    }
    expect(difference(cotangent, vjpInput.flat())).toBeLessThan(1e-10)
  })
})

/** The numbers of the golden of Atari, by the rule in its generator. */
const draw = (count: number, k: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => ((7919 * i + 104729 * k) % 10007) / 10007 - 0.5)

test("PyTorch f64: the paper's network of Atari", () => {
  const { n, parameterCount, y, dy, vjpTheta, vjpThetaStride, vjpThetaSquares } = golden.atari
  const network = sequential(layersOf(golden.atari))
  expect(network.parameterCount).toBe(parameterCount)
  const theta = draw(parameterCount, 1).map((value) => 0.3 * value)
  const x = Float64Array.from({ length: n * 8320 }, (_, i) => (31 * i + Math.floor(i / 256)) % 256)
  const tape = network.forward(theta, x, n)
  expect(difference(tape.y, y.flat())).toBeLessThan(1e-10)
  expect(difference(network.jvp(tape, draw(parameterCount, 2)), dy.flat())).toBeLessThan(1e-10)
  const gradient = gradientOf(network, tape, draw(n * 8, 3))
  const listed = vjpTheta.map((_, i) => gradient[i * vjpThetaStride])
  expect(difference(listed, vjpTheta)).toBeLessThan(1e-10)
  const squares = gradient.reduce((sum, value) => sum + value * value, 0)
  expect(difference([squares], [vjpThetaSquares])).toBeLessThan(1e-10)
})
