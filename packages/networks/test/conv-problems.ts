import { append, type ConvOptions, convLayers, convolution, type Layer, sequential, simdNetwork } from '@trpo/networks'
import { randomStream } from '@trpo/random'
import fc from 'fast-check'

/** The network of section 8.2 for the seven Atari games: 3 + 3 + 2 logits. */
export const atari: ConvOptions = {
  inputShape: [4, 52, 40],
  convolutions: [
    { filters: 16, filterSize: 4, stride: 2 },
    { filters: 16, filterSize: 4, stride: 2 },
  ],
  hidden: [20],
  outputSize: 8,
  rescale: { factor: 1 / 255 },
}

const small = (greatest: number) => fc.integer({ min: 1, max: greatest })

/** Random convolutions of small images, with sizes that are multiples of nothing. */
export const convNetworks: fc.Arbitrary<readonly Layer[]> = fc
  .record({
    inputShape: fc.tuple(small(3), small(9), small(9)),
    filters: fc.array(fc.tuple(small(6), small(5), small(3)), { minLength: 1, maxLength: 3 }),
    hidden: fc.array(small(9), { maxLength: 1 }),
    outputSize: small(5),
    activation: fc.constantFrom<('tanh' | 'relu')[]>('tanh', 'relu'),
    rescale: fc.option(fc.record({ factor: fc.constantFrom(1 / 255, 0.5), offset: fc.constantFrom(0, -1) }), {
      nil: undefined,
    }),
    free: fc.boolean(),
  })
  .map(({ filters, free, ...rest }) => {
    let [, height, width] = rest.inputShape
    const convolutions = filters.map(([count, size, stride]) => {
      const filterSize = Math.min(size, height, width)
      height = Math.floor((height - filterSize) / stride) + 1
      width = Math.floor((width - filterSize) / stride) + 1
      return { filters: count, filterSize, stride }
    })
    const layers = convLayers({ ...rest, convolutions })
    return free ? [...layers, append(rest.outputSize, { name: 'logStd', initial: [0.5] })] : layers
  })

/** A problem on a network with convolutions: everything that its passes take. */
export function convProblem(layers: readonly Layer[], rows: number, seed: number) {
  const reference = sequential(layers)
  const random = randomStream(seed, 'convolution test')
  const normals = (n: number, scale = 1) => Float64Array.from({ length: n }, () => scale * random.normal())
  const x = Float32Array.from(normals(rows * reference.inputSize))
  return {
    reference,
    network: simdNetwork(reference.description, { extensions: convolution }),
    rows,
    theta: reference.init(random).map((value) => value + 0.1 * random.normal()),
    dtheta: normals(reference.parameterCount),
    x,
    x64: Float64Array.from(x),
    ybar: normals(rows * reference.outputSize),
  }
}
