export { forward } from './convolution/forward'
export { inputCotangent } from './convolution/input-cotangent'
export { panelFromBytes, rescale } from './convolution/inputs'
export { biasGradient, weightGradient } from './convolution/weight-gradient'
