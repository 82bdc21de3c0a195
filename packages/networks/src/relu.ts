import { checkSize } from './checks.ts'
import type { Layer } from './layer.ts'

/**
 * The rectifier max(x, 0) of each of `size` inputs. No parameters.
 *
 * The derivative at 0 is 0. NaN stays NaN. Throws a RangeError unless `size` is a positive whole number.
 */
export function relu(size: number): Layer {
  const n = checkSize(size, 'size')
  return {
    description: { kind: 'relu', size: n },
    inputSize: n,
    outputSize: n,
    parameters: () => [],
    init(): void {},

    forward(_parameters, rows, x, y): void {
      for (let i = 0; i < rows * n; i++) y[i] = Math.max(x[i], 0)
    },

    // A y of NaN is not hidden: the comparison fails and the derivative is passed on.
    jvp(_parameters, rows, _x, y, _dparameters, dx, dy): void {
      if (dx === undefined) dy.fill(0, 0, rows * n)
      else for (let i = 0; i < rows * n; i++) dy[i] = y[i] <= 0 ? 0 : dx[i]
    },

    vjp(_parameters, rows, _x, y, ybar, _parametersBar, xbar): void {
      if (xbar === undefined) return
      for (let i = 0; i < rows * n; i++) xbar[i] = y[i] <= 0 ? 0 : ybar[i]
    },
  }
}
