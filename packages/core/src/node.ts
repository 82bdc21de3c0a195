/// <reference types="node" />
export { type NodeWorkerShardsSettings, nodeWorkerShards } from './node/worker-shards.ts'
export { nodeWorkerTasks } from './node/worker-tasks.ts'
