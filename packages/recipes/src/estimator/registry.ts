import type { Estimator } from '@trpo/core'
import type { EnvironmentSpec } from '@trpo/envs'
import type { PathBatch } from '@trpo/samplers'
import type { Kind } from '../config/kind.ts'
import { type MonteCarloConfig, monteCarloKind } from './monte-carlo.ts'

/** What a config may say of how advantages are estimated. */
export type EstimatorConfig = MonteCarloConfig

/** The estimators, by kind. A new one is a file of its own and a line here. */
export const estimators: readonly Kind<EstimatorConfig, EnvironmentSpec, Estimator<PathBatch>>[] = [monteCarloKind]
