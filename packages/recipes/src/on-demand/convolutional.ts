import { describeSpace, spaceSize } from '@trpo/envs'
import { networkFromDescription, simdNetwork } from '@trpo/networks'
import { categoricalConv, gaussianConv, type PolicyModel } from '@trpo/policies'
import type { FittedEnvironment } from '../environments/prepare-environment.ts'
import { asConfigError, ConfigError } from '../errors.ts'
import type { ConvolutionalConfig } from '../policy/convolutional.ts'

/** What a byte is multiplied by, and what is then added. */
const BYTES = { unit: { factor: 1 / 255 }, signed: { factor: 1 / 128, offset: -1 } } as const

/**
 * Builds the policy of a network with convolutions. A page loads it when a config describes one. Throws a ConfigError where the
 * environment does not show images, the lists of the convolutions are not equally long, or a filter does not fit.
 */
export function convolutionalPolicy(
  { filters, filterSizes, strides, bytes, arithmetic, initialLogStd, ...layers }: ConvolutionalConfig,
  { spec, actions: bounds }: FittedEnvironment,
): PolicyModel {
  const { observationSpace, actionSpace } = spec
  const [channels, height, width, ...rest] = observationSpace.shape ?? []
  if (width === undefined || rest.length > 0)
    throw new ConfigError(
      `policy.kind is convolutional, and ${spec.name} shows ${describeSpace(observationSpace)}; it needs images, a box of shape [channels, height, width]. Give the environment such a shape, or set policy.kind=mlp`,
    )
  for (const [field, { length }] of Object.entries({ filterSizes, strides }))
    if (length !== filters.length)
      throw new ConfigError(
        `policy.${field} has ${length} entries and policy.filters has ${filters.length}; give one for each convolution`,
      )
  const shape = {
    ...layers,
    observationShape: [channels, height, width],
    convolutions: filters.map((count, i) => ({ filters: count, filterSize: filterSizes[i], stride: strides[i] })),
    rescale: observationSpace.type === 'u8' ? BYTES[bytes] : undefined,
    buildNetwork: arithmetic === 'f32' ? simdNetwork : networkFromDescription,
  } as const
  return asConfigError('policy', () =>
    actionSpace.kind === 'box'
      ? gaussianConv({ ...shape, actionSize: spaceSize(actionSpace), initialLogStd, actions: bounds })
      : categoricalConv({ ...shape, classes: actionSpace.n }),
  )
}
