/// <reference types="node" />
export { loadEnvironment } from './node/load-environment.ts'
export { moduleDigest } from './node/module-digest.ts'
export { findModule, loadModuleEnvironment } from './node/module-environment.ts'
export type { Phase, Pulse } from './node/pulse.ts'
export { type BuiltTraining, type TrainingOptions, trainingOf } from './node/training-of.ts'
