import { compileKernels as compile } from '../../../scripts/compile-kernels.ts'

/** Compiles `assembly/` to WebAssembly; throws with the compiler's messages when it does not compile. */
export function compileKernels(): Promise<Uint8Array> {
  return compile('networks', { memory: 'imported' })
}

/** The module that holds `binary` for `src/`. */
export function kernelsModule(binary: Uint8Array): string {
  return `// Generated from assembly/ by \`pnpm generate\`: do not edit.

/** The compiled kernels: WebAssembly in base64. */
export const KERNELS_WASM: string =
  '${Buffer.from(binary).toString('base64')}'
`
}
