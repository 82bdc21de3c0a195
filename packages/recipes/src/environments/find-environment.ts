import { asConfigErrorAsync, ConfigError } from '../errors.ts'
import type { DrawableSource } from './drawn-name.ts'
import type { EnvironmentRequest } from './environment-config.ts'
import { type Physics, usualPhysics } from './physics.ts'
import { fitEnvironment, type LoadedRestorable } from './prepare-environment.ts'
import { environments, numericsOf, type RegisteredEnvironment, type RestorableSource } from './registry.ts'

/**
 * Loads the environment of the registry that a config asks for, with the config's transforms. Throws a
 * ConfigError when there is none of that name, when it does not run on the physics that the config names, or when the config
 * asks for a module.
 */
export async function loadEnvironment(config: EnvironmentRequest): Promise<LoadedRestorable> {
  return fitEnvironment(config, await findEnvironment(config))
}

/** Loads the environment of the registry that a config names, without transforms. Throws as `loadEnvironment` does. */
export function findEnvironment(config: Pick<EnvironmentRequest, 'environment'>): Promise<RestorableSource> {
  return loaded(config, (entry, physics) => entry.load(physics))
}

/**
 * What makes environments that can be drawn of the one that a config names, without transforms. Throws as `loadEnvironment` does.
 */
export function findDrawable(config: Pick<EnvironmentRequest, 'environment'>): Promise<DrawableSource> {
  return loaded(config, async ({ drawnAs }, physics) => {
    const { drawn } = await import('../on-demand/drawn.ts')
    return drawn(drawnAs, numericsOf(physics))
  })
}

async function loaded<T>(
  { environment }: Pick<EnvironmentRequest, 'environment'>,
  load: (entry: RegisteredEnvironment, physics: Physics | null) => Promise<T>,
): Promise<T> {
  if (environment.from !== 'registry')
    throw new ConfigError(
      `the environment ${environment.name} is ${{ module: 'a module', gymnasium: 'one of Gymnasium', atari: 'a game of Atari' }[environment.from]}, which only Node can load; use @trpo/recipes/node, or give what makes the environment: trainingOf(config, { environment })`,
    )
  const { name, physics } = environment
  const entry = environments.find((candidate) => candidate.name === name)
  if (entry === undefined) {
    const names = environments.map((candidate) => candidate.name)
    const { suggestion } = await import('../on-demand/suggestion.ts')
    throw new ConfigError(`unknown environment ${name}${suggestion(name, names)}`)
  }
  assertPhysics(entry, physics)
  return asConfigErrorAsync(`the environment ${name} could not be loaded`, () => load(entry, physics))
}

/** Throws a ConfigError that says what to choose instead, unless the environment runs on these physics. */
export function assertPhysics({ name, physics: offered }: RegisteredEnvironment, physics: Physics | null): void {
  const fits = offered.length === 0 ? physics === null : physics !== null && offered.includes(physics)
  if (fits) return
  const expected =
    offered.length === 0 ? 'null, as it moves by itself' : offered.map((one) => JSON.stringify(one)).join(' or ')
  const why =
    usualPhysics(offered) === 'mujoco' ? ', as it moves in space, which planar physics cannot; choose MuJoCo' : ''
  throw new ConfigError(`environment.physics is ${JSON.stringify(physics)}; ${name} expects ${expected}${why}`)
}
