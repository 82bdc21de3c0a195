import { environmentTrial } from '@trpo/envs/conformance'
import { messageOf } from '@trpo/math/messages'
import type { LoadedEnvironment } from '../environments/prepare-environment.ts'
import { ConfigError } from '../errors.ts'

/** Steps that each check plays: enough to meet what happens in the first episodes, and hardly noticed. */
const STEPS = 64

/**
 * Holds an environment of the user's to what a run needs that is to be repeated: `environmentTrial` of
 * `@trpo/envs/conformance`. Throws a ConfigError that names the first rule that it breaks, what was found, and what to do.
 *
 * @param name what the user calls it
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
