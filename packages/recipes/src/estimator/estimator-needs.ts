import type { EnvironmentSpec } from '@trpo/envs'

/** What an estimator is built for. */
export interface EstimatorNeeds {
  /** What is known of the environment. */
  readonly spec: EnvironmentSpec
  /** The lanes of the run. */
  readonly lanes: number
}
