/// <reference types="node" />
export {
  type CheckpointFile,
  DamagedCheckpointError,
  listCheckpoints,
  loadCheckpoint,
  saveCheckpoint,
} from './node/checkpoint-files.ts'
export { type NodeWorkerShardsSettings, nodeWorkerShards } from './node/worker-shards.ts'
