import type { HostPort, SpawnWorker } from '../workers/port.ts'
import type { HostMessage } from '../workers/protocol.ts'
import { type ShardFactory, serveShard } from '../workers/serve-shard.ts'

/** Of every engine, and not in every library of types. */
declare const structuredClone: <T>(value: T, options?: { readonly transfer: readonly ArrayBuffer[] }) => T

/**
 * Workers in this thread, for which messages are cloned and moved as they are for a thread.
 *
 * @param dies asked before a worker hears a message, with the number of messages that all workers heard before: whether it dies instead
 */
export function memoryWorkers(
  createShard: ShardFactory<null>,
  dies: (message: HostMessage, heard: number) => boolean = () => false,
): SpawnWorker {
  let heard = 0
  return (events) => {
    let ended = false
    let listener: (message: HostMessage) => void = () => {}
    const later = (deliver: () => void) =>
      void Promise.resolve().then(() => {
        if (!ended) deliver()
      })
    const port: HostPort = {
      post(message, transfer) {
        const sent = structuredClone(message, { transfer })
        later(() => events.message(sent))
      },
      listen(to) {
        listener = to
      },
    }
    serveShard(port, createShard)
    return {
      post(message, transfer) {
        const sent = structuredClone(message, { transfer })
        later(() => {
          if (dies(sent, heard++)) {
            ended = true
            events.died('the conformance suite ended it')
          } else listener(sent)
        })
      },
      terminate() {
        ended = true
      },
    }
  }
}
