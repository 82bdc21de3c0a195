import { type ShardFactory, serveShard } from '../workers/serve-shard.ts'

declare const self: {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void
  addEventListener(type: 'message', listener: (event: { readonly data: never }) => void): void
}

/**
 * Makes the web worker that calls it answer a page's calls of a shard: the last line of a worker's script for
 * `webWorkerShards({ worker })`. The script may take its time, and await, before it.
 *
 * @param createShard builds the shard from the page's config; not needed where the page names a module
 */
export function serveWebShard<Config>(createShard?: ShardFactory<Config>): void {
  serveShard(
    {
      post: (message, transfer) => self.postMessage(message, [...transfer]),
      listen: (listener) => self.addEventListener('message', ({ data }) => listener(data)),
    },
    createShard,
  )
}
