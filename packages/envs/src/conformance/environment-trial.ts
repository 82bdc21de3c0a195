import type { Environment } from '../environment.ts'
import { actionsAreNotKept } from './action-checks.ts'
import { type ConformanceCheck, type PlayOptions, playSettings } from './check.ts'
import { determinismChecks } from './determinism-checks.ts'
import { withEnvironments } from './play.ts'
import { reportedInfo, stepResults } from './space-checks.ts'

/**
 * The checks of `environmentConformance` without which training on an environment cannot be repeated: results of steps, kept
 * actions, and everything about determinism. They cost little and are meant to be made before every run.
 *
 * `create` makes a new environment at each call. It is called once right away.
 */
export function environmentTrial(create: () => Environment, options: PlayOptions = {}): ConformanceCheck[] {
  const settings = withEnvironments(create, 1, ({ spec }) => playSettings(spec, options))
  return [
    stepResults(create, settings),
    reportedInfo(create, settings),
    ...determinismChecks(create, settings),
    actionsAreNotKept(create, settings),
  ]
}
