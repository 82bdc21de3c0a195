/// <reference types="node" />
export {
  type CheckpointFile,
  listCheckpoints,
  loadCheckpoint,
  saveCheckpoint,
} from './node/checkpoint-files.ts'
