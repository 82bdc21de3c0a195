import type { ShardFactory } from '@trpo/core'
import { type HostMessage, type HostPort, type SpawnWorker, serveShard, type WorkerMessage } from '@trpo/core/workers'

/** A worker that lives in this thread behind a channel, which clones and moves what passes as a thread does. */
export interface ChannelWorker {
  /** Ends it as a thread ends: nothing more comes of it, and its host hears the reason. */
  die(reason: string): void
  /** Whether its host has ended it. */
  readonly terminated: boolean
}

/**
 * Starts workers in this thread.
 *
 * @param onMessage hears of every message that a host sends, before the worker does; it may let the worker die
 * @param loading what a worker waits for before it calls `serveShard`; what is sent to it before that is lost
 */
export function channelSpawn<Config>(
  createShard: ShardFactory<Config> | undefined,
  onMessage: (worker: ChannelWorker, message: HostMessage) => void = () => {},
  loading?: Promise<void>,
): { readonly spawn: SpawnWorker; readonly workers: readonly ChannelWorker[] } {
  const workers: ChannelWorker[] = []
  const spawn: SpawnWorker = (events) => {
    const { port1, port2 } = new MessageChannel()
    let terminated = false
    let dead = false
    const close = () => {
      port1.close()
      port2.close()
    }
    const worker: ChannelWorker = {
      die(reason) {
        dead = true
        close()
        events.died(reason)
      },
      get terminated() {
        return terminated
      },
    }
    workers.push(worker)
    port1.onmessage = ({ data }: { readonly data: WorkerMessage }) => {
      if (!dead) events.message(data)
    }
    const port: HostPort = {
      post(message, transfer) {
        if (!dead) port2.postMessage(message, [...transfer])
      },
      listen(listener) {
        port2.onmessage = ({ data }: { readonly data: HostMessage }) => {
          onMessage(worker, data)
          if (!dead) listener(data)
        }
      },
    }
    if (loading === undefined) serveShard(port, createShard)
    else {
      port2.onmessage = () => {}
      void loading.then(() => serveShard(port, createShard))
    }
    return {
      post: (message, transfer) => port1.postMessage(message, [...transfer]),
      terminate() {
        terminated = true
        dead = true
        close()
      },
    }
  }
  return { spawn, workers }
}
