import { compileKernels as compile } from '../../../scripts/compile-kernels.ts'

/** The generated modules of `src/simd`, each with the file of `assembly/` that is compiled into it. */
export const modules = [
  { file: 'kernels-wasm.ts', entry: 'index', calls: true, constant: 'KERNELS_WASM', holds: 'The compiled kernels' },
  { file: 'fit/fit-wasm.ts', entry: 'fit', calls: false, constant: 'FIT_WASM', holds: 'The compiled fit by Adam' },
  {
    file: 'convolution/convolution-wasm.ts',
    entry: 'convolution',
    calls: false,
    constant: 'CONVOLUTION_WASM',
    holds: 'The compiled kernels of convolutions',
  },
] as const

/** The text of a module; throws with the compiler's messages when its kernels do not compile. */
export async function moduleText({ entry, calls, constant, holds }: (typeof modules)[number]): Promise<string> {
  const binary = await compile('networks', { memory: 'imported', entry, calls })
  return `// Generated from assembly/ by \`pnpm generate\`: do not edit.

/** ${holds}: WebAssembly in base64. */
export const ${constant}: string =
  '${Buffer.from(binary).toString('base64')}'
`
}
