import { checkFinite, checkSize } from './checks.ts'
import type { Layer, LayerExtension } from './layer.ts'
import { convolutionEngine } from './simd/convolution/engine.ts'

/** How numbers are rescaled. */
export interface RescaleOptions {
  /** What each number is multiplied by, such as 1 / 255 for bytes. */
  readonly factor: number
  /** What is added afterwards. @default 0 */
  readonly offset?: number
}

/**
 * factor x + offset of each of `size` inputs, such as bytes from 0 to 255. No parameters. The kernels of `simdNetwork`
 * have it as the first layer of a network alone, where bytes are converted by it.
 *
 * Throws a RangeError unless `size` is a positive whole number, `factor` finite and not 0, and `offset` finite.
 */
export function rescale(size: number, options: RescaleOptions): Layer {
  const n = checkSize(size, 'size')
  const factor = checkFinite(options.factor, 'factor')
  if (factor === 0) throw new RangeError('factor is 0, expected another number: the inputs would have no effect')
  const offset = checkFinite(options.offset ?? 0, 'offset')
  return {
    description: { kind: 'rescale', size: n, factor, offset },
    inputSize: n,
    outputSize: n,
    extension: rescaleExtension,
    parameters: () => [],
    init(): void {},

    forward(_parameters, rows, x, y): void {
      for (let i = 0; i < rows * n; i++) y[i] = factor * x[i] + offset
    },

    jvp(_parameters, rows, _x, _y, _dparameters, dx, dy): void {
      if (dx === undefined) dy.fill(0, 0, rows * n)
      else for (let i = 0; i < rows * n; i++) dy[i] = factor * dx[i]
    },

    vjp(_parameters, rows, _x, _y, ybar, _parametersBar, xbar): void {
      if (xbar === undefined) return
      for (let i = 0; i < rows * n; i++) xbar[i] = factor * ybar[i]
    },
  }
}

/** Reads and computes layers of kind `rescale`. */
export const rescaleExtension: LayerExtension = {
  build(description) {
    const { size, factor, offset } = description as RescaleOptions & { readonly size: number }
    return rescale(size, { factor, offset: checkFinite(offset, 'offset') })
  },
  engine: convolutionEngine,
}
