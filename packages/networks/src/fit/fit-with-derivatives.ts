import type { RealArray } from '@trpo/math'
import type { Network, Tape } from '../network.ts'
import type { Fitted } from './adam-fit.ts'
import type { CheckedFit } from './checked-fit.ts'
import { correctionOf } from './corrections.ts'

/** The fit of a network through its forward passes and their derivatives: the reference of the kernels. */
export function fitWithDerivatives<T extends Tape>(network: Network<T>, fit: CheckedFit): Fitted {
  const { inputSize, outputSize, parameterCount } = network
  const { rows, epochs, order, batchSize, rate, beta1, beta2, epsilon } = fit
  const theta = fit.theta.slice()
  const first = fit.adam.first.slice()
  const second = fit.adam.second.slice()
  const gradient = new Float64Array(parameterCount)
  const x =
    network.precision === 'f32' ? new Float32Array(batchSize * inputSize) : new Float64Array(batchSize * inputSize)
  const target = new Float64Array(batchSize * outputSize)
  const ybar = new Float64Array(batchSize * outputSize)
  let tape: T | undefined
  let steps = fit.adam.steps
  let squares = 0

  for (let epoch = 0; epoch < epochs; epoch++) {
    squares = 0
    for (let start = 0; start < rows; start += batchSize) {
      const count = Math.min(batchSize, rows - start)
      const visited = order.subarray(epoch * rows + start, epoch * rows + start + count)
      gather(fit.inputs, inputSize, visited, x)
      gather(fit.targets, outputSize, visited, target)
      tape = network.forward(theta, x, count, tape)
      const length = count * outputSize
      for (let i = 0; i < length; i++) {
        const difference = tape.y[i] - target[i]
        squares += difference * difference
        ybar[i] = (2 / length) * difference
      }
      gradient.fill(0)
      network.vjp(tape, ybar.subarray(0, length), gradient)
      steps++
      const correction = correctionOf(steps, rate, beta1, beta2)
      for (let p = 0; p < parameterCount; p++) {
        const g = gradient[p]
        first[p] = beta1 * first[p] + (1 - beta1) * g
        second[p] = beta2 * second[p] + (1 - beta2) * (g * g)
        theta[p] -= (correction.rate * first[p]) / (correction.root * Math.sqrt(second[p]) + epsilon)
      }
    }
  }
  return { theta, adam: { first, second, steps }, loss: squares / (rows * outputSize) }
}

/** Writes the named rows of an array with `size` numbers a row to the start of another. */
function gather(from: RealArray, size: number, visited: Uint32Array, to: RealArray): void {
  for (let r = 0; r < visited.length; r++) {
    for (let i = 0; i < size; i++) to[r * size + i] = from[visited[r] * size + i]
  }
}
