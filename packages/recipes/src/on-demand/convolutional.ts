import { describeSpace, type EnvironmentSpec } from '@trpo/envs'
import { type ConvOptions, convLayers, type Layer } from '@trpo/networks'
import { asConfigError, ConfigError } from '../errors.ts'
import type { Convolutions } from '../policy/convolutions.ts'

/** What a byte is multiplied by, and what is then added. */
const BYTES = { unit: { factor: 1 / 255 }, signed: { factor: 1 / 128, offset: -1 } } as const

/**
 * The layers of a network with convolutions, for any number of outputs. A page loads it when a config describes such a network.
 * Throws a ConfigError where the environment does not show images, or the lists of the convolutions are not equally long; the
 * function that it gives throws one where a filter does not fit.
 */
export function convolutionalLayers(
  { filters, filterSizes, strides, bytes, ...config }: Convolutions & Pick<ConvOptions, 'hidden' | 'activation'>,
  { name, observationSpace }: Pick<EnvironmentSpec, 'name' | 'observationSpace'>,
): (outputSize: number) => readonly Layer[] {
  const [channels, height, width, ...rest] = observationSpace.shape ?? []
  if (width === undefined || rest.length > 0)
    throw new ConfigError(
      `policy.kind is convolutional, and ${name} shows ${describeSpace(observationSpace)}; it needs images, a box of shape [channels, height, width]. Give the environment such a shape, or set policy.kind=mlp`,
    )
  for (const [field, { length }] of Object.entries({ filterSizes, strides }))
    if (length !== filters.length)
      throw new ConfigError(
        `policy.${field} has ${length} entries and policy.filters has ${filters.length}; give one for each convolution`,
      )
  const options = {
    ...config,
    inputShape: [channels, height, width],
    convolutions: filters.map((count, i) => ({ filters: count, filterSize: filterSizes[i], stride: strides[i] })),
    rescale: observationSpace.type === 'u8' ? BYTES[bytes] : undefined,
  } as const
  return (outputSize) => asConfigError('policy', () => convLayers({ ...options, outputSize }))
}
