/// <reference types="node" />
export { type NodeWorkerShardsSettings, nodeWorkerShards } from './node/worker-shards.ts'
