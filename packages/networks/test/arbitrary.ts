import { append, dense, type Layer, type Network, relu, type SequentialTape, sequential, tanh } from '@trpo/networks'
import { randomStream } from '@trpo/random'
import fc from 'fast-check'

/** A network with parameters, rows of inputs, a direction and a cotangent, all drawn normal. */
export interface Problem {
  readonly network: Network<SequentialTape>
  readonly rows: number
  readonly theta: Float64Array
  readonly x: Float64Array
  readonly dtheta: Float64Array
  readonly ybar: Float64Array
}

const size = fc.integer({ min: 1, max: 9 })

/** Random layers of random sizes, in any order that fits. `smooth` leaves out relu, which has a kink. */
export function layers(smooth = false, sizes: fc.Arbitrary<number> = size): fc.Arbitrary<Layer[]> {
  const kinds = fc.constantFrom<('dense' | 'tanh' | 'relu' | 'append')[]>(
    ...(smooth ? (['dense', 'tanh', 'append'] as const) : (['dense', 'tanh', 'relu', 'append'] as const)),
  )
  return fc.tuple(sizes, fc.array(fc.tuple(kinds, sizes), { minLength: 1, maxLength: 6 })).map(([inputs, plan]) => {
    let last = inputs
    return plan.map(([kind, next], i) => {
      let layer: Layer
      if (kind === 'dense') layer = dense(last, next)
      else if (kind === 'append') layer = append(last, { name: `free${i}`, initial: new Array(next).fill(0.5) })
      else layer = kind === 'tanh' ? tanh(last) : relu(last)
      last = layer.outputSize
      return layer
    })
  })
}

/** A random problem on a random network. */
export function problems(smooth = false): fc.Arbitrary<Problem> {
  return fc
    .tuple(layers(smooth), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 2 ** 31 }))
    .map(([chain, rows, seed]) => {
      const random = randomStream(seed, 'network test')
      const normals = (n: number, scale: number) => Float64Array.from({ length: n }, () => scale * random.normal())
      const network = sequential(chain)
      return {
        network,
        rows,
        theta: normals(network.parameterCount, 0.5),
        x: normals(rows * network.inputSize, 1),
        dtheta: normals(network.parameterCount, 1),
        ybar: normals(rows * network.outputSize, 1),
      }
    })
}

/** sum(a * b) */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

/** sum(|a * b|): the scale against which an error of `dot` is measured. */
export function absoluteDot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] * b[i])
  return sum
}
