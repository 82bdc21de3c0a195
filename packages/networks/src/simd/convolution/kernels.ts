import { compiled } from '../compiled.ts'
import type { Memory } from '../web-assembly.ts'
import { CONVOLUTION_WASM } from './convolution-wasm.ts'

/**
 * The compiled kernels of convolutions (see `assembly/convolution`), each for the 8 rows of one panel. All numbers but
 * factors and offsets are counts or byte addresses in the kernels' memory; `window` is that of a `Window`.
 */
export interface ConvolutionKernels {
  panelFromBytes(rows: number, features: number, source: number, panel: number, factor: number, offset: number): void
  rescale(x: number, y: number, features: number, factor: number, offset: number): void
  forward(window: number, x: number, w: number, x2: number, w2: number, b: number, y: number): void
  weightGradient(window: number, x: number, z: number, partial: number, into: number): void
  biasGradient(window: number, z: number, into: number): void
  inputCotangent(window: number, z: number, transposed: number, xbar: number): void
}

/** The kernels of convolutions on a memory that they share with the others. Throws as `kernelsOn` does. */
export function convolutionKernelsOn(memory: Memory): ConvolutionKernels {
  const { api, module } = compiled(CONVOLUTION_WASM)
  return new api.Instance(module, { env: { memory } }).exports as unknown as ConvolutionKernels
}
