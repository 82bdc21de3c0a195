import { parentPort } from 'node:worker_threads'
import { serveShard } from '../workers/serve-shard.ts'

/** The program of a worker thread of `nodeWorkerShards`. */
if (parentPort === null) throw new Error('this file is the program of a worker thread; call nodeWorkerShards instead')
const port = parentPort
serveShard({
  post: (message, transfer) => port.postMessage(message, { transfer: [...transfer] }),
  listen: (listener) => port.on('message', listener),
})
