import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

/** Compiles `assembly/` to WebAssembly; throws with the compiler's messages when it does not compile. */
export async function compileKernels(): Promise<Uint8Array> {
  let binary: Uint8Array | undefined
  const { error, stderr } = await asc.main(
    [
      'assembly/index.ts',
      `--baseDir=${fileURLToPath(new URL('..', import.meta.url))}`,
      '--outFile=kernels.wasm',
      '--optimizeLevel=3',
      '--shrinkLevel=0',
      '--converge',
      '--noAssert',
      '--runtime=stub',
      '--importMemory',
      '--use=abort=',
      '--enable=simd',
      '--disable=bulk-memory',
      // Vectors as arguments of functions that are not exported are no concern of the embedding.
      '--disableWarning=112',
    ],
    {
      writeFile: (_name: string, contents: Uint8Array | string) => {
        if (typeof contents !== 'string') binary = contents
      },
    },
  )
  if (error || binary === undefined)
    throw new Error(`the kernels do not compile\n${stderr.toString()}`, { cause: error })
  return binary
}

/** The module that holds `binary` for `src/`. */
export function kernelsModule(binary: Uint8Array): string {
  return `// Generated from assembly/ by \`pnpm generate\`: do not edit.

/** The compiled kernels: WebAssembly in base64. */
export const KERNELS_WASM: string =
  '${Buffer.from(binary).toString('base64')}'
`
}
