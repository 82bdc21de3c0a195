import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const packages = fileURLToPath(new URL('../packages', import.meta.url))

/** How kernels are compiled. */
export interface KernelOptions {
  /** `imported`: the importer makes the memory and says its size. `page`: the kernels have 64 KiB of their own. */
  readonly memory: 'imported' | 'page'
  /** The file of `assembly/` that is compiled with all that it imports, without `.ts`. @default 'index' */
  readonly entry?: string
  /**
   * Whether functions that are called rarely, for a tile of sums, stay functions: which makes the kernels a sixth smaller.
   * @default false: every function is repeated where it is called
   */
  readonly calls?: boolean
}

/**
 * Compiles `packages/<name>/assembly/<entry>.ts` from AssemblyScript to WebAssembly; throws with the compiler's messages
 * when it does not compile. Kernels may import those of another package by relative path.
 */
export async function compileKernels(
  name: string,
  { memory, entry = 'index', calls = false }: KernelOptions,
): Promise<Uint8Array> {
  let binary: Uint8Array | undefined
  const { error, stderr } = await asc.main(
    [
      `${name}/assembly/${entry}.ts`,
      `--baseDir=${packages}`,
      '--outFile=kernels.wasm',
      '--optimizeLevel=3',
      `--shrinkLevel=${calls ? 1 : 0}`,
      '--converge',
      '--noAssert',
      '--runtime=stub',
      ...(memory === 'imported' ? ['--importMemory'] : ['--initialMemory=1', '--maximumMemory=1']),
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
    throw new Error(`the kernels of ${name} do not compile\n${stderr.toString()}`, { cause: error })
  return binary
}
