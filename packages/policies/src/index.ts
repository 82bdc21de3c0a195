export type { ObservationArray } from '@trpo/networks'
export { act, mode } from './act.ts'
export { type ActionBounds, fitActions } from './action-bounds.ts'
export { assertLoadable } from './assert-loadable.ts'
export type { DecodePolicyOptions, NetworkBuilders } from './build-model.ts'
export { type CategoricalConvOptions, categoricalConv } from './categorical-conv.ts'
export { type CategoricalMlpOptions, categoricalMlp } from './categorical-mlp.ts'
export { type CategoricalModelOptions, categoricalModel } from './categorical-model.ts'
export type { ConvPolicyOptions } from './conv-options.ts'
export { decodePolicy } from './decode-policy.ts'
export { type EncodedPolicy, encodePolicy, POLICY_FORMAT_VERSION } from './encode-policy.ts'
export { type FetchedFile, type FetchPolicyOptions, fetchPolicy } from './fetch-policy.ts'
export { type GaussianConvOptions, gaussianConv } from './gaussian-conv.ts'
export { type GaussianMlpOptions, gaussianMlp } from './gaussian-mlp.ts'
export { type GaussianModelOptions, gaussianModel } from './gaussian-model.ts'
export type { NetworkBuilder } from './network-builder.ts'
export { type Normalizer, type NormalizerOptions, normalize, normalizerFrom } from './normalizer.ts'
export {
  emptyStatistics,
  mergeStatistics,
  type ObservationStatistics,
  statisticsOf,
} from './observation-statistics.ts'
export { createPolicy, type Policy, type PolicyModel } from './policy.ts'
export { type PolicyAt, type PolicyParameters, type PolicyTape, policyAt, policyForward } from './policy-forward.ts'
export { decodeSafetensors, type Safetensors } from './safetensors/decode.ts'
export { encodeSafetensors } from './safetensors/encode.ts'
export type { Tensor, TensorData, TensorType } from './safetensors/tensor.ts'
export { type LayerSummary, type PolicySummary, summarizePolicy, summaryText } from './summary.ts'
