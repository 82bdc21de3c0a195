import type { WorkerEvents, WorkerPort } from '../workers/port.ts'
import type { WebWorker } from './web-worker.ts'

declare const Worker: new (url: URL, options: { readonly type: 'module'; readonly name: string }) => WebWorker

/** A worker that imports the module that it is told. Bundlers look for exactly this expression. */
export function ownWorker(): WebWorker {
  return new Worker(new URL('./shard-worker.js', import.meta.url), { type: 'module', name: 'trpo shard' })
}

/** A worker as a port. */
export function portOf(worker: WebWorker, events: WorkerEvents): WorkerPort {
  worker.addEventListener('message', ({ data }) => events.message(data))
  worker.addEventListener('messageerror', () => events.died('an answer of it could not be read'))
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    events.died(event.message ? `it threw outside of any call: ${event.message}` : 'its script could not be loaded')
  })
  return {
    post: (message, transfer) => worker.postMessage(message, [...transfer]),
    terminate: () => worker.terminate(),
  }
}
