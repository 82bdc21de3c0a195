export { serveWebShard } from './web/serve-web-shard.ts'
export type { WebWorker, WorkerFailure } from './web/web-worker.ts'
export { type WebWorkerShardsSettings, webWorkerShards } from './web/worker-shards.ts'
export { type WebWorkerTasksSettings, webWorkerTasks } from './web/worker-tasks.ts'
