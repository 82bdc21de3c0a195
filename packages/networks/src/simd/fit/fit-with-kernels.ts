import type { Fitted } from '../../fit/adam-fit.ts'
import type { CheckedFit } from '../../fit/checked-fit.ts'
import { correctionOf } from '../../fit/corrections.ts'
import { aligned, type FitMemory } from './fit-memory.ts'
import { squaresOf, writeRequest } from './request.ts'

/** Bytes behind an array of rows: a row is copied in vectors, the last of which reaches beyond it. */
const SLACK = 16

/** A fit in one call of the kernels. */
export function fitWithKernels(memory: FitMemory, fit: CheckedFit): Fitted {
  const { plan, places } = memory
  const { parameterCount, outputSize } = plan
  const { rows, epochs, batchSize, rate, beta1, beta2, epsilon } = fit
  const steps = epochs * Math.ceil(rows / batchSize)
  const corrections = memory.free
  const inputs = aligned(corrections + 16 * steps)
  const targets = aligned(inputs + 4 * fit.inputs.length + SLACK)
  const order = aligned(targets + 4 * fit.targets.length)
  const { i32, f32, f64 } = memory.views(order + 4 * fit.order.length)

  const doubles = { theta: fit.theta, first: fit.adam.first, second: fit.adam.second }
  for (const name of ['theta', 'first', 'second'] as const) f64.set(doubles[name], places[name] / 8)
  f32.set(fit.inputs, inputs / 4)
  f32.set(fit.targets, targets / 4)
  i32.set(fit.order, order / 4)
  for (let i = 0; i < steps; i++) {
    const correction = correctionOf(fit.adam.steps + i + 1, rate, beta1, beta2)
    f64[corrections / 8 + 2 * i] = correction.rate
    f64[corrections / 8 + 2 * i + 1] = correction.root
  }
  const rest = { beta1, beta2, epsilon, squares: 0, inputs, targets, order, rows, epochs, batchSize, corrections }
  writeRequest(f64, i32, places.request, { ...plan, ...places, ...rest })
  memory.fit(places.request)

  const result = (name: keyof typeof doubles) => f64.slice(places[name] / 8, places[name] / 8 + parameterCount)
  return {
    theta: result('theta'),
    adam: { first: result('first'), second: result('second'), steps: fit.adam.steps + steps },
    loss: squaresOf(f64, places.request) / (rows * outputSize),
  }
}
