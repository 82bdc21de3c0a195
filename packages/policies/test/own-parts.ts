import { type Distribution, diagonalGaussian, type OwnDistributionDescription } from '@trpo/distributions'
import { dense, type Layer, type Network, type OwnDescription, sequential } from '@trpo/networks'

/** A layer of one's own: x times `factor`. */
export function scaling(size: number, factor: number): Layer {
  const times = (x: Float64Array, y: Float64Array, rows: number) => {
    for (let i = 0; i < rows * size; i++) y[i] = factor * x[i]
  }
  return {
    description: { kind: 'test/scaling', size, factor },
    inputSize: size,
    outputSize: size,
    parameters: () => [],
    init(): void {},
    forward: (_parameters, rows, x, y) => times(x, y, rows),
    jvp: (_parameters, rows, _x, _y, _dparameters, dx, dy) => (dx === undefined ? dy.fill(0) : times(dx, dy, rows)),
    vjp: (_parameters, rows, _x, _y, ybar, _parametersBar, xbar) => xbar && times(ybar, xbar, rows),
  }
}

/** Builds it again. */
export function scalingOf({ size, factor }: OwnDescription): Layer {
  if (typeof size !== 'number' || typeof factor !== 'number') throw new RangeError(`size is ${size}, factor ${factor}`)
  return scaling(size, factor)
}

/** A network of one's own: a dense layer under another name. */
export function plain(inputSize: number, outputSize: number): Network {
  return { ...sequential([dense(inputSize, outputSize)]), description: { kind: 'test/plain', inputSize, outputSize } }
}

/** Builds it again. */
export function plainOf({ inputSize, outputSize }: OwnDescription): Network {
  return plain(Number(inputSize), Number(outputSize))
}

/** A distribution of one's own: a diagonal Gaussian under another name. */
export function bell(size: number): Distribution {
  return { ...diagonalGaussian(size), description: { kind: 'test/bell', size } }
}

/** Builds it again. */
export function bellOf({ size }: OwnDistributionDescription): Distribution {
  return bell(Number(size))
}
