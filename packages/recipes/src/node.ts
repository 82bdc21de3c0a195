/// <reference types="node" />

export { endedByEvaluations } from './evaluation/end-of.ts'
export { atariSourceOf } from './node/atari-environment.ts'
export {
  type CheckedEnvironment,
  type CheckedRule,
  type CheckOptions,
  checkEnvironment,
} from './node/check-environment.ts'
export { loadEnvironment } from './node/load-environment.ts'
export { moduleDigest } from './node/module-digest.ts'
export { findModule, loadModuleEnvironment } from './node/module-environment.ts'
export type { Pulse } from './node/pulse.ts'
export { type BuiltTraining, type TrainingOptions, trainingOf } from './node/training-of.ts'
export { tryEnvironmentOf, tryModule } from './node/try-module.ts'
