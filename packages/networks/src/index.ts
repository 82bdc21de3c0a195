export type { ObservationArray, RealArray } from '@trpo/math'
export { append } from './append.ts'
export { type ConvOptions, convLayers } from './conv-layers.ts'
export { type Conv2dOptions, conv2d } from './conv2d.ts'
export { convolution } from './convolution.ts'
export { dense } from './dense.ts'
export type {
  BuiltInLayerDescription,
  ExtensionLayerDescription,
  ImageShape,
  LayerDescription,
  NetworkDescription,
  OwnDescription,
  SequentialDescription,
} from './description.ts'
export type { AdamFitOptions, FitRows, Fitted } from './fit/adam-fit.ts'
export { type AdamState, initialAdam } from './fit/adam-state.ts'
export { fitByAdam } from './fit-by-adam.ts'
export { type LayerBuilders, type NetworkFromDescriptionOptions, networkFromDescription } from './from-description.ts'
export { convolvedShape, type Filters } from './image-shape.ts'
export type { InitialWeights } from './initial-weights.ts'
export type { Layer, LayerExtension, LayerExtensions, LayerParameter } from './layer.ts'
export { type MlpOptions, mlp, mlpLayers } from './mlp.ts'
export type { Leaf, Network, NetworkAt, Tape } from './network.ts'
export { relu } from './relu.ts'
export { type RescaleOptions, rescale } from './rescale.ts'
export { type SequentialNetwork, sequential } from './sequential.ts'
export type { Engine, EngineBuilder, EngineNetwork, RecordedPass } from './simd/engine.ts'
export { isSimdNetwork } from './simd/is-simd-network.ts'
export { simdAvailable } from './simd/kernels.ts'
export { type SimdNetwork, type SimdOptions, simdNetwork } from './simd/simd-network.ts'
export type { SimdTape, SimdTapeMemory } from './simd/simd-tape.ts'
export { tanh } from './tanh.ts'
export type { SequentialTape, TapeMemory } from './tape.ts'
