import type { Environment } from '../environment.ts'
import { isRestorable } from '../environment.ts'
import { actionChecks } from './action-checks.ts'
import { type ConformanceCheck, type PlayOptions, playSettings } from './check.ts'
import { determinismChecks } from './determinism-checks.ts'
import { withEnvironments } from './play.ts'
import { snapshotChecks } from './snapshot-checks.ts'
import { spaceChecks, stackedObservations } from './space-checks.ts'
import { timeLimitChecks } from './time-limit-checks.ts'

/** What to check beyond the contract, and how to play. */
export interface EnvironmentConformanceOptions extends PlayOptions {
  /**
   * Whether `step` itself must refuse an action of a wrong length, with both lengths and its name in the message. A plain
   * environment may leave that to `lanesOf`, which always hands it the right length.
   * @default false
   */
  readonly refusesWrongLengths?: boolean
  /**
   * Whether to play until an episode reaches `spec.timeLimit`. Set it to false where no simple `act` keeps an episode alive for
   * that long; what can be seen without it is still checked.
   * @default true
   */
  readonly reachesTimeLimit?: boolean
}

/**
 * Everything that the contract of `Environment` asks for, as checks to run one by one, in any test runner:
 * `for (const check of environmentConformance(create)) it(check.name, check.run)`.
 *
 * `create` makes a new environment at each call. It is called once right away, to see whether the environment can restore.
 */
export function environmentConformance(
  create: () => Environment,
  options: EnvironmentConformanceOptions = {},
): ConformanceCheck[] {
  const { restorable, stacked, settings } = withEnvironments(create, 1, (environment) => ({
    restorable: isRestorable(environment),
    stacked: environment.spec.frameStack !== undefined,
    settings: playSettings(environment.spec, options),
  }))
  return [
    ...spaceChecks(create, settings),
    ...determinismChecks(create, settings),
    ...actionChecks(create, settings, options.refusesWrongLengths ?? false),
    ...timeLimitChecks(create, settings, options.reachesTimeLimit ?? true),
    ...(stacked ? [stackedObservations(create, settings)] : []),
    ...(restorable ? snapshotChecks(create, settings) : []),
  ]
}
