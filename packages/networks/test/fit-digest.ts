import { fitByAdam, mlp, simdNetwork } from '@trpo/networks'
import { fitProblem } from './fit-problem.ts'

/** A number of the bits of two fits by the kernels; the same on every engine. */
export function fitDigest(): string {
  let hash = 0x811c9dc5
  const add = (array: Float64Array) => {
    for (const byte of new Uint8Array(array.slice().buffer)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  }
  for (const activation of ['tanh', 'relu'] as const) {
    const network = simdNetwork(mlp({ inputSize: 11, hidden: [50, 33], outputSize: 3, activation }).description)
    const { theta, adam, rows, options } = fitProblem(network, 300, 3, { batchSize: 140, rate: 1e-3 })
    const fitted = fitByAdam(network, theta, adam, rows, options)
    for (const array of [fitted.theta, fitted.adam.first, fitted.adam.second, Float64Array.of(fitted.loss)]) add(array)
  }
  return hash.toString(16).padStart(8, '0')
}
