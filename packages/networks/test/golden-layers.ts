import { dense, type Layer, relu, tanh } from '@trpo/networks'

interface GoldenLayer {
  readonly inputSize: number
  readonly outputSize: number
  readonly activation: string
}

/** The layers that the goldens describe. */
export function goldenLayers(described: readonly GoldenLayer[]): Layer[] {
  return described.flatMap(({ inputSize, outputSize, activation }) => {
    const affine = dense(inputSize, outputSize)
    if (activation === 'tanh') return [affine, tanh(outputSize)]
    if (activation === 'relu') return [affine, relu(outputSize)]
    if (activation === 'linear') return [affine]
    throw new Error(`the golden has an unknown activation '${activation}'`)
  })
}
