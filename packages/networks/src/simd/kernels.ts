import { compiled } from './compiled.ts'
import { KERNELS_WASM } from './kernels-wasm.ts'
import type { Memory } from './web-assembly.ts'

/**
 * The compiled kernels (see `assembly/`). All numbers are counts or byte addresses in the kernels' memory.
 *
 * A panel is 8 rows, feature by feature; `panels` of them lie at a distance of `stride` bytes.
 */
export interface Kernels {
  panelsFromRows(rows: number, features: number, source: number, panel: number, stride: number): void
  rowsFromPanels(rows: number, features: number, panel: number, stride: number, target: number): void
  zeroRows(rows: number, features: number, panel: number): void
  dense(
    panels: number,
    stride: number,
    x: number,
    w: number,
    inputs: number,
    x2: number,
    w2: number,
    inputs2: number,
    b: number,
    y: number,
    outputs: number,
  ): void
  denseFew(
    rows: number,
    stride: number,
    x: number,
    w: number,
    inputs: number,
    b: number,
    y: number,
    outputs: number,
  ): void
  weightGradient(
    panels: number,
    stride: number,
    x: number,
    inputs: number,
    z: number,
    outputs: number,
    into: number,
  ): void
  sumRows(panels: number, stride: number, z: number, features: number, into: number): void
  append(panels: number, stride: number, y: number, features: number, source: number): void
  tanh(panels: number, stride: number, x: number, y: number, features: number): void
  tanhDerivative(panels: number, stride: number, y: number, from: number, to: number, features: number): void
  relu(panels: number, stride: number, x: number, y: number, features: number): void
  reluDerivative(panels: number, stride: number, y: number, from: number, to: number, features: number): void
  pack(source: number, inputs: number, outputs: number, target: number): void
  packTransposed(source: number, inputs: number, outputs: number, target: number): void
  sameBits(a: number, b: number, count: number): number
}

/** Rows of a panel: two vectors of four. */
export const PANEL_ROWS = 8

/** Bytes of one feature of a panel. */
export const FEATURE_BYTES = 32

/** The kernels' own constants lie below this address. */
export const FIRST_FREE_BYTE = 4096

/**
 * The kernels with their own memory of `pages` pages, which may grow to `maximum`. They are small enough to be compiled on the spot, even on a
 * browser's main thread. Throws an Error that names the remedies when the engine or the page does not allow this.
 */
export function kernelsOn(
  pages: number,
  maximum: number = pages,
): { readonly kernels: Kernels; readonly memory: Memory } {
  const { api, module } = compiled(KERNELS_WASM)
  const memory = new api.Memory({ initial: pages, maximum })
  return { memory, kernels: new api.Instance(module, { env: { memory } }).exports as unknown as Kernels }
}

/**
 * Whether `simdNetwork` can compute here. It cannot where the engine has no WebAssembly or no SIMD, and on a page whose
 * Content-Security-Policy does not allow 'wasm-unsafe-eval'. `networkFromDescription` can compute everywhere.
 */
export function simdAvailable(): boolean {
  try {
    compiled(KERNELS_WASM)
    return true
  } catch {
    return false
  }
}
