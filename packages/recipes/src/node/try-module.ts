import { environmentTrial } from '@trpo/envs/conformance'
import { messageOf } from '@trpo/math/messages'
import type { Config } from '../config/schema.ts'
import type { LoadedEnvironment } from '../environments/prepare-environment.ts'
import { ConfigError } from '../errors.ts'

/** The number of steps that each check plays: enough to meet the first episodes, and too few to be noticed. */
const STEPS = 64

/** What to do about an environment of Gymnasium that breaks a rule. */
const IN_PYTHON =
  'An environment of Gymnasium must draw only from the generator that reset(seed=...) seeds, and keep nothing over a reset; for one that does, environment.renew=true makes a new one for each episode.'

/**
 * Checks that an environment that is not one of ours has what a repeatable run needs, by `environmentTrial` of
 * `@trpo/envs/conformance`. Throws a ConfigError that names the first rule that it breaks, what was found, and what to do.
 *
 * @param config says where it comes from and what it is called; one of the registry is not tried
 */
export function tryEnvironmentOf(
  { environment: { from, name }, seed }: Pick<Config, 'environment' | 'seed'>,
  environment: Pick<LoadedEnvironment, 'create'>,
): void {
  if (from === 'module') tryModule(environment, name, seed)
  if (from === 'gymnasium') tryModule(environment, `gym:${name}`, seed, IN_PYTHON)
}

/**
 * The same for a user's module.
 *
 * @param name the user's name for it
 * @param remedyForAll what to do about any rule; @default what each rule says
 */
export function tryModule(
  { create }: Pick<LoadedEnvironment, 'create'>,
  name: string,
  seed: number,
  remedyForAll?: string,
): void {
  for (const { name: rule, remedy, run } of environmentTrial(create, { seed, steps: STEPS })) {
    try {
      run()
    } catch (error) {
      throw new ConfigError(
        `${name} breaks the rule "${rule}": ${messageOf(error)}. ${remedyForAll ?? remedy} \`trpo check ${name}\` tries every rule`,
        { cause: error },
      )
    }
  }
}
