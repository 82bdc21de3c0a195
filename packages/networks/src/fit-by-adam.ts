import type { AdamFitOptions, FitRows, Fitted } from './fit/adam-fit.ts'
import type { AdamState } from './fit/adam-state.ts'
import { checkedFit } from './fit/checked-fit.ts'
import { fitWithDerivatives } from './fit/fit-with-derivatives.ts'
import type { Network } from './network.ts'
import { fitMemoryFor } from './simd/fit/fit-memory.ts'
import { fitWithKernels } from './simd/fit/fit-with-kernels.ts'
import type { SimdNetwork } from './simd/simd-network.ts'

/**
 * Fits a network to targets by Adam on the mean squared error: for each minibatch in `order`, the gradient of the mean
 * of (y - target)^2 over its rows and outputs, and one step
 *
 *     m = beta1 m + (1 - beta1) g,  v = beta2 v + (1 - beta2) g^2,
 *     theta = theta - rate m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon).
 *
 * A pure function of plain data: it changes no argument, and equal arguments give equal bits on every engine. A fit that
 * continues with the theta and adam of another gives the bits of one fit through both orders.
 *
 * A network of `simdNetwork` is fitted in one call of its kernels: rows, weights and activations are f32; the gradient is
 * added up over at most 128 rows in f32, in the order of the visits, and over these sums in f64; theta, Adam's moments
 * and its step are f64, as is the loss. The network keeps the kernels' memory, which grows with n, for its next fit.
 * Any other network is fitted through its `forward` and `vjp`, with all else in f64.
 *
 * Numbers that are not finite are not looked for: where the fit diverges, `loss` is not finite.
 *
 * Throws a TypeError or RangeError on arrays of another type or length, a row of `order` that does not exist, and
 * options out of their ranges. Source: Kingma and Ba 2015, algorithm 1.
 */
export function fitByAdam(
  network: Network,
  theta: Float64Array,
  adam: AdamState,
  rows: FitRows,
  options: AdamFitOptions,
): Fitted {
  const fit = checkedFit(network, theta, adam, rows, options)
  const memory = (network as Partial<SimdNetwork>).fitMemory?.(network, fitMemoryFor)
  return memory === undefined ? fitWithDerivatives(network, fit) : fitWithKernels(memory, fit)
}
