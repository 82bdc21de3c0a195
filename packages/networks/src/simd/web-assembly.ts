// The part of the WebAssembly API that is used here: the language's own type library has none, and that of browsers or
// of Node would tie the package to one of them.

/** A WebAssembly memory. */
export interface Memory {
  readonly buffer: ArrayBuffer
  /** Adds pages; `buffer` is another one afterwards. */
  grow(pages: number): number
}

/** The engine's WebAssembly. */
export interface WebAssemblyApi {
  readonly Memory: new (size: { initial: number; maximum: number }) => Memory
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (module: object, imports: { env: { memory: Memory } }) => { readonly exports: object }
}

/** The engine's WebAssembly; undefined where it has none, as in a browser's lockdown mode. */
export function webAssembly(): WebAssemblyApi | undefined {
  return (globalThis as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly
}
