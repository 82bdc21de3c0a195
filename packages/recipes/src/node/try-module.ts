import { environmentTrial } from '@trpo/envs/conformance'
import { messageOf } from '@trpo/math/messages'
import type { LoadedEnvironment } from '../environments/prepare-environment.ts'
import { ConfigError } from '../errors.ts'

/** The number of steps that each check plays: enough to meet the first episodes, and too few to be noticed. */
const STEPS = 64

/**
 * Checks that a user's environment has what a repeatable run needs, by `environmentTrial` of `@trpo/envs/conformance`. Throws a
 * ConfigError that names the first rule that it breaks, what was found, and what to do.
 *
 * @param name the user's name for it
 */
export function tryModule({ create }: Pick<LoadedEnvironment, 'create'>, name: string, seed: number): void {
  for (const { name: rule, remedy, run } of environmentTrial(create, { seed, steps: STEPS })) {
    try {
      run()
    } catch (error) {
      throw new ConfigError(
        `${name} breaks the rule "${rule}": ${messageOf(error)}. ${remedy} \`trpo check ${name}\` tries every rule`,
        { cause: error },
      )
    }
  }
}
