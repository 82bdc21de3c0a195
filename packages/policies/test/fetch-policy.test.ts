import { createServer } from 'node:http'
import { encodePolicy, type FetchedFile, fetchPolicy, mode } from '@trpo/policies'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { policies } from './policies.ts'

const [[, policy]] = policies
const { json, tensors } = encodePolicy(policy)

afterEach(() => vi.unstubAllGlobals())

/** A server in memory, and the addresses that were asked for. */
function served(files: Readonly<Record<string, string | Uint8Array>>) {
  const asked: string[] = []
  const fetch = async (url: string): Promise<FetchedFile> => {
    asked.push(url)
    if (!(url in files)) return new Response('not here', { status: 404 })
    return new Response(typeof files[url] === 'string' ? files[url] : Uint8Array.from(files[url]))
  }
  return { asked, fetch }
}

const whole = { '/swimmer/policy.json': json, '/swimmer/policy.safetensors': tensors }

test.each(['/swimmer', '/swimmer/', { href: '/swimmer/' }])('fetches the two files of %j', async (url) => {
  const { asked, fetch } = served(whole)
  const fetched = await fetchPolicy(url, { fetch })
  expect(asked.sort()).toEqual(['/swimmer/policy.json', '/swimmer/policy.safetensors'])
  expect(encodePolicy(fetched)).toEqual({ json, tensors })
})

test("uses the engine's own fetch, over HTTP", async () => {
  const server = createServer((request, response) => {
    const name = request.url?.split('/').at(-1)
    response.end(name === 'policy.json' ? json : tensors)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  try {
    const fetched = await fetchPolicy(new URL(`http://127.0.0.1:${address.port}/policies/swimmer/`))
    expect(mode(fetched, [1, 2, 3, 4])).toEqual(mode(policy, [1, 2, 3, 4]))
  } finally {
    server.close()
  }
})

describe('what cannot be fetched is named', () => {
  test.each<[string, Record<string, string | Uint8Array>, string]>([
    ['no files', {}, 'no policy at /swimmer: /swimmer/policy.json cannot be fetched (HTTP status 404)'],
    [
      'no tensors',
      { ...whole, '/swimmer/policy.safetensors': '' },
      'the policy at /swimmer cannot be loaded: safetensors:',
    ],
    [
      'a page instead',
      { ...whole, '/swimmer/policy.json': '<html>' },
      "the policy at /swimmer cannot be loaded: the policy's JSON",
    ],
  ])('%s', async (_, files, message) => {
    await expect(fetchPolicy('/swimmer', served(files))).rejects.toThrow(message)
  })

  test('a network that is down', async () => {
    const fetch = () => Promise.reject(new TypeError('Failed to fetch'))
    const message = 'no policy at /a: /a/policy.json cannot be fetched (Failed to fetch)'
    await expect(fetchPolicy('/a', { fetch })).rejects.toThrow(message)
  })

  test('an engine without fetch', async () => {
    vi.stubGlobal('fetch', undefined)
    await expect(fetchPolicy('/a')).rejects.toThrow('this engine has no fetch: pass one as the option `fetch`')
  })
})
