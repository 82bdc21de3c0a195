/** The part of the engine's WebAssembly that this package uses. Every browser and Node has it. */
interface Engine {
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> }
  compile(bytes: Uint8Array<ArrayBuffer>): Promise<object>
}

/** A running kernel. */
export interface KernelInstance {
  readonly memory: ArrayBuffer
  readonly step: (blocks: number, substeps: number) => void
}

function engine(): Engine {
  const found = (globalThis as { readonly WebAssembly?: Engine }).WebAssembly
  if (!found) throw new Error('this JavaScript engine has no WebAssembly, which the physics needs')
  return found
}

/** Compiles and starts a kernel at once. Some browsers allow that only in a worker. */
export function instantiateNow(binary: Uint8Array<ArrayBuffer>): KernelInstance {
  const { Module, Instance } = engine()
  return kernelOf(new Instance(new Module(binary)))
}

/** Compiles a kernel in the background, then starts it. */
export async function instantiate(binary: Uint8Array<ArrayBuffer>): Promise<KernelInstance> {
  const { compile, Instance } = engine()
  return kernelOf(new Instance(await compile(binary)))
}

function kernelOf(instance: { readonly exports: Readonly<Record<string, unknown>> }): KernelInstance {
  const { memory, step } = instance.exports
  if (typeof step !== 'function' || typeof memory !== 'object' || memory === null || !('buffer' in memory)) {
    throw new Error('the module is not a physics kernel')
  }
  const { buffer } = memory
  if (!(buffer instanceof ArrayBuffer)) throw new Error('the module has no memory')
  return {
    memory: buffer,
    step: (blocks, substeps) => {
      step(blocks, substeps)
    },
  }
}
