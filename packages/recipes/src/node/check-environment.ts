import type { EnvironmentSpec, Space } from '@trpo/envs'
import { environmentConformance, reachesTimeLimit } from '@trpo/envs/conformance'
import { messageOf } from '@trpo/math/messages'
import { assertEnvironment } from '../environments/assert-environment.ts'
import type { GymnasiumEnvironment } from '../environments/environment-config.ts'
import { assertPhysics } from '../environments/find-environment.ts'
import { type Physics, usualPhysics } from '../environments/physics.ts'
import { environments } from '../environments/registry.ts'
import { asConfigError, asConfigErrorAsync, ConfigError } from '../errors.ts'
import { suggestion } from '../nearest.ts'
import { loadGymnasium } from './gymnasium-environment.ts'
import { findModule, loadModuleEnvironment } from './module-environment.ts'

/** What an environment of Gymnasium is written as: `gym:LunarLander-v3`. */
const GYMNASIUM = 'gym:'

/** An environment of Gymnasium as it is. */
function plainly(name: string): GymnasiumEnvironment {
  return { from: 'gymnasium', name, options: '{}', renew: false, timeLimit: null, actions: 'keep' }
}

/** One rule of the contract of environments, and whether an environment keeps it. */
export interface CheckedRule {
  /** What should hold, as a sentence. */
  readonly rule: string
  /** What was found wrong; undefined for a rule that is kept. */
  readonly fault: string | undefined
  /** What to do about an environment that breaks it. */
  readonly remedy: string
}

/** The result of a check of an environment. */
export interface CheckedEnvironment {
  /** Its specification. */
  readonly spec: EnvironmentSpec<Space>
  /** All rules, in order. */
  readonly rules: readonly CheckedRule[]
  /** Whether an episode of random actions reached the time limit. Only then was it seen what happens there. */
  readonly reachedTimeLimit: boolean
}

/** The options of a check. */
export interface CheckOptions {
  /**
   * The seed of all draws.
   * @default 1
   */
  readonly seed?: number | undefined
  /**
   * The number of steps for which each rule is tried.
   * @default 200
   */
  readonly steps?: number | undefined
  /**
   * What moves a robot of the registry.
   * @default 'planar' where that can move it, otherwise 'mujoco'
   */
  readonly physics?: Physics | undefined
}

/**
 * Checks an environment, without transforms, by every rule of `environmentConformance` of `@trpo/envs/conformance`. Throws a
 * ConfigError when there is no such environment, or it cannot be made.
 *
 * @param name the name of an environment of the registry, the path of a module, or `gym:<id>`
 */
export async function checkEnvironment(name: string, options: CheckOptions = {}): Promise<CheckedEnvironment> {
  const source = await sourceOf(name, options.physics)
  const create = () => {
    const made: unknown = asConfigError(`createEnvironment() of ${name} failed`, () => source.create())
    assertEnvironment(made, name)
    return made
  }
  const play = { seed: options.seed ?? 1, steps: options.steps ?? 200 }
  const reachedTimeLimit = reachesTimeLimit(create, play)
  const first = create()
  const { spec } = first
  first.dispose?.()
  const checks = asConfigError(name, () =>
    environmentConformance(create, { ...play, reachesTimeLimit: reachedTimeLimit }),
  )
  const rules = checks.map(({ name: rule, remedy = '', run }): CheckedRule => {
    try {
      run()
      return { rule, remedy, fault: undefined }
    } catch (error) {
      return { rule, remedy, fault: messageOf(error) }
    }
  })
  return { spec, rules, reachedTimeLimit }
}

async function sourceOf(name: string, physics: Physics | undefined) {
  if (name.startsWith(GYMNASIUM)) return (await loadGymnasium(plainly(name.slice(GYMNASIUM.length)))).source
  const entry = environments.find((candidate) => candidate.name === name)
  if (entry !== undefined) {
    const usual = usualPhysics(entry.physics)
    const engine = usual === null ? null : (physics ?? usual)
    assertPhysics(entry, engine)
    return asConfigErrorAsync(`the environment ${name} could not be loaded`, () => entry.load(engine))
  }
  const path = await findModule(name, process.cwd()).catch((error: unknown) => {
    const names = environments.map((candidate) => candidate.name)
    throw new ConfigError(`${messageOf(error)}, or the name of an environment${suggestion(name, names)}`, {
      cause: error,
    })
  })
  return loadModuleEnvironment(path)
}
