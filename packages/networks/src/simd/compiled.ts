import { messageOf } from '@trpo/math/messages'
import { bytesOfBase64 } from './base64.ts'
import { type WebAssemblyApi, webAssembly } from './web-assembly.ts'

/** The module whose binary is given in base64. Throws an Error that names the remedies when it cannot be compiled here. */
export function compiled(binary: string): { readonly api: WebAssemblyApi; readonly module: object } {
  const api = webAssembly()
  try {
    if (api === undefined) throw new Error('there is no WebAssembly')
    return { api, module: new api.Module(bytesOfBase64(binary)) }
  } catch (error) {
    throw new Error(
      `the kernels of simdNetwork cannot be compiled here (${messageOf(error)}): add 'wasm-unsafe-eval' to the script-src of the ` +
        "page's Content-Security-Policy, or use the reference network, buildNetwork: networkFromDescription",
      { cause: error },
    )
  }
}
