import { messageOf } from '@trpo/math/messages'
import type { DecodePolicyOptions } from './build-model.ts'
import { decodePolicy } from './decode-policy.ts'
import { JSON_NAME, TENSORS_NAME } from './file-names.ts'
import type { Policy } from './policy.ts'

/** The part of an answer to a request that is used. */
export interface FetchedFile {
  /** Whether the file is there. */
  readonly ok: boolean
  /** The HTTP status. */
  readonly status: number
  /** The body as text. */
  text(): Promise<string>
  /** The body as bytes. */
  arrayBuffer(): Promise<ArrayBuffer>
}

/** How a policy is fetched and read. */
export interface FetchPolicyOptions extends DecodePolicyOptions {
  /**
   * Makes the requests. Pass one to send credentials, for example, or to read from elsewhere. @default the engine's own
   * `fetch`
   */
  readonly fetch?: ((url: string) => Promise<FetchedFile>) | undefined
}

/**
 * The policy that `savePolicy` wrote into a folder which is served at `url`, in a browser or in any engine with
 * `fetch`: `policy.json` and `policy.safetensors` are fetched from there.
 *
 * @param url The folder, with or without a slash at its end, and without a query; a relative one is resolved against
 * the page.
 *
 * Throws an Error that names the URL, and the file, field or tensor, when one is missing or malformed.
 */
export async function fetchPolicy(
  url: string | { readonly href: string },
  options: FetchPolicyOptions = {},
): Promise<Policy> {
  const folder = (typeof url === 'string' ? url : url.href).replace(/\/+$/, '')
  const { fetch = engineFetch } = options
  const get = async (name: string): Promise<FetchedFile> => {
    const file = `${folder}/${name}`
    const answer = await fetch(file).catch((cause: unknown) => {
      throw new Error(`no policy at ${folder}: ${file} cannot be fetched (${messageOf(cause)})`, { cause })
    })
    if (!answer.ok) throw new Error(`no policy at ${folder}: ${file} cannot be fetched (HTTP status ${answer.status})`)
    return answer
  }
  const [json, tensors] = await Promise.all([
    get(JSON_NAME).then((answer) => answer.text()),
    get(TENSORS_NAME).then((answer) => answer.arrayBuffer()),
  ])
  try {
    return decodePolicy(json, new Uint8Array(tensors), options)
  } catch (error) {
    throw new Error(`the policy at ${folder} cannot be loaded: ${messageOf(error)}`, { cause: error })
  }
}

/** The engine's `fetch`, which neither the language's type library nor every engine has. */
async function engineFetch(url: string): Promise<FetchedFile> {
  const { fetch } = globalThis as { readonly fetch?: (url: string) => Promise<FetchedFile> }
  if (fetch === undefined) throw new Error('this engine has no fetch: pass one as the option `fetch`')
  return fetch(url)
}
