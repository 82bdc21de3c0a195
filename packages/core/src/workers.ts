export type { HostPort, SpawnWorker, WorkerEvents, WorkerPort } from './workers/port.ts'
export type { HostMessage, WorkerMessage } from './workers/protocol.ts'
export { serveShard } from './workers/serve-shard.ts'
export {
  type HasHref,
  type ModuleUrl,
  type WorkerShardsSettings,
  type WorkersOfRun,
  workerShards,
} from './workers/worker-shards.ts'
export { type WorkerTasksSettings, workerTasks } from './workers/worker-tasks.ts'
