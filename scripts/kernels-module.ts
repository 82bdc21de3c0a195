/**
 * The text of a TypeScript module that holds compiled kernels which have a memory of their own, and starts them.
 *
 * It stands alone, so that a package with kernels needs no other one for a decoder: neither the language nor its type
 * library has base64 or WebAssembly.
 */
export function kernelsModule(binary: Uint8Array): string {
  return `// Generated from assembly/ by \`pnpm generate\`: do not edit.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const WASM =
  '${Buffer.from(binary).toString('base64').replace(/=+$/, '')}'

interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (module: object) => { readonly exports: object }
}

/** What a new instance of the kernels exports, or undefined where the engine has no WebAssembly or no SIMD. */
export function startKernels(): object | undefined {
  const { WebAssembly } = globalThis as { readonly WebAssembly?: WebAssemblyApi }
  if (WebAssembly === undefined) return undefined
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(bytes())).exports
  } catch {
    return undefined
  }
}

function bytes(): Uint8Array<ArrayBuffer> {
  const decoded = new Uint8Array(Math.floor((WASM.length * 3) / 4))
  let held = 0
  let bits = 0
  let to = 0
  for (const digit of WASM) {
    held = ((held << 6) | DIGITS.indexOf(digit)) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    decoded[to++] = held >> bits
  }
  return decoded
}
`
}
