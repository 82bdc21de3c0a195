import { outline } from '@trpo/math/messages'
import { checkFinite, checkSize } from './checks.ts'
import type { Layer } from './layer.ts'

/**
 * Appends free parameters, the same for every row, to the row: y = (x, parameters). With the log standard deviations of
 * a Gaussian as the parameters this is the state-independent log std of appendix D, and part of mu.
 *
 * The parameters are `initial.length` numbers in a leaf called `name`; they start as `initial`.
 *
 * Throws a RangeError unless `inputSize` is a positive whole number, `name` is an identifier (letters, digits and _,
 * not starting with a digit) and `initial` holds one or more finite numbers.
 */
export function append(
  inputSize: number,
  options: {
    /** Name of the leaf. */
    readonly name: string
    /** Initial parameters, one for each number that is appended. */
    readonly initial: readonly number[]
  },
): Layer {
  const n = checkSize(inputSize, 'inputSize')
  const name = options.name
  // An identifier cannot be mistaken for the name of a numbered leaf such as '0.weight'.
  if (typeof name !== 'string' || !/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name)) {
    throw new RangeError(`name is ${outline(name)}, expected an identifier such as logStd`)
  }
  if (!Array.isArray(options.initial) || options.initial.length === 0) {
    throw new RangeError(`initial is ${outline(options.initial)}, expected an array of one or more numbers`)
  }
  const initial: readonly number[] = options.initial.map((value, i) => checkFinite(value, `initial[${i}]`))
  const k = initial.length
  const m = n + k

  return {
    description: { kind: 'append', inputSize: n, name, initial },
    inputSize: n,
    outputSize: m,
    parameters: () => [{ name, shape: [k] }],

    init(_random, parameters): void {
      parameters.set(initial)
    },

    forward(parameters, rows, x, y): void {
      for (let r = 0; r < rows; r++) {
        for (let i = 0; i < n; i++) y[r * m + i] = x[r * n + i]
        for (let j = 0; j < k; j++) y[r * m + n + j] = parameters[j]
      }
    },

    jvp(_parameters, rows, _x, _y, dparameters, dx, dy): void {
      for (let r = 0; r < rows; r++) {
        for (let i = 0; i < n; i++) dy[r * m + i] = dx === undefined ? 0 : dx[r * n + i]
        for (let j = 0; j < k; j++) dy[r * m + n + j] = dparameters[j]
      }
    },

    vjp(_parameters, rows, _x, _y, ybar, parametersBar, xbar): void {
      for (let r = 0; r < rows; r++) {
        for (let j = 0; j < k; j++) parametersBar[j] += ybar[r * m + n + j]
        if (xbar === undefined) continue
        for (let i = 0; i < n; i++) xbar[r * n + i] = ybar[r * m + i]
      }
    },
  }
}
