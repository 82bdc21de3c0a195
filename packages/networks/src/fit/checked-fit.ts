import type { RealArray } from '@trpo/math'
import { outline } from '@trpo/math/messages'
import { checkArray, checkFinite, checkParameters, checkSize } from '../checks.ts'
import type { Network } from '../network.ts'
import type { AdamFitOptions, FitRows } from './adam-fit.ts'
import type { AdamState } from './adam-state.ts'

/** The arguments of a fit, checked, with their defaults filled in. */
export interface CheckedFit {
  readonly theta: Float64Array
  readonly adam: AdamState
  readonly inputs: RealArray
  readonly targets: RealArray
  /** n, how many rows there are. */
  readonly rows: number
  readonly epochs: number
  readonly order: Uint32Array
  /** At most n. */
  readonly batchSize: number
  readonly rate: number
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
}

/** Checks the arguments of `fitByAdam`; throws a TypeError or RangeError that names what does not fit. */
export function checkedFit(
  network: Network,
  theta: Float64Array,
  adam: AdamState,
  { inputs, targets }: FitRows,
  options: AdamFitOptions,
): CheckedFit {
  const { inputSize, outputSize, parameterCount } = network
  const { order, batchSize, rate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options
  checkParameters(theta, parameterCount, 'theta')
  checkParameters(adam.first, parameterCount, 'adam.first')
  checkParameters(adam.second, parameterCount, 'adam.second')
  checkSize(adam.steps, 'adam.steps', 0)
  checkArray(inputs, 0, 'inputs', `[n, ${inputSize}]`)
  const rows = inputs.length / inputSize
  if (!Number.isInteger(rows) || rows === 0) {
    throw new RangeError(`inputs has length ${inputs.length}, expected one or more whole rows of ${inputSize} numbers`)
  }
  const length = rows * outputSize
  if (checkArray(targets, length, 'targets', `[${rows} rows, ${outputSize}]`).length > length) {
    throw new RangeError(`targets has length ${targets.length}, but ${rows} rows of inputs have ${length} outputs`)
  }
  const epochs = checkOrder(order, rows)
  checkSize(batchSize, 'batchSize')
  if (checkFinite(rate, 'rate') < 0) throw new RangeError(`rate is ${rate}, expected 0 or more`)
  for (const [name, beta] of Object.entries({ beta1, beta2 })) {
    if (!(checkFinite(beta, name) >= 0 && beta < 1))
      throw new RangeError(`${name} is ${beta}, expected 0 <= ${name} < 1`)
  }
  if (!(checkFinite(epsilon, 'epsilon') > 0)) throw new RangeError(`epsilon is ${epsilon}, expected more than 0`)
  const size = Math.min(batchSize, rows)
  return { theta, adam, inputs, targets, rows, epochs, order, batchSize: size, rate, beta1, beta2, epsilon }
}

/** How many epochs `order` visits `rows` rows in. */
function checkOrder(order: unknown, rows: number): number {
  if (!(order instanceof Uint32Array)) {
    throw new TypeError(`order is ${outline(order)}, expected a Uint32Array of rows, epochs x ${rows}`)
  }
  const epochs = order.length / rows
  if (!Number.isInteger(epochs) || epochs === 0) {
    throw new RangeError(`order has length ${order.length}, expected ${rows} rows for each of one or more epochs`)
  }
  const bad = order.findIndex((row) => row >= rows)
  if (bad >= 0) throw new RangeError(`order[${bad}] is row ${order[bad]}, but there are ${rows} rows, from 0`)
  return epochs
}
