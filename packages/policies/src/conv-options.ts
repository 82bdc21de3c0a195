import type { ConvOptions } from '@trpo/networks'

/** The convolutions and dense layers of a policy for images. */
export interface ConvPolicyOptions
  extends Pick<ConvOptions, 'convolutions' | 'hidden' | 'activation' | 'outputGain' | 'initialWeights' | 'rescale'> {
  /** Channels, rows and columns of an observation, such as [4, 52, 40]; it travels row-major. */
  readonly observationShape: ConvOptions['inputShape']
}
