import { clipAction, type Environment, type EnvironmentSpec, timeLimit, timeLimitLanes } from '@trpo/envs'
import type { Physics } from '../config/physics.ts'
import type { Config } from '../config/schema.ts'
import { asInput, asInputAsync, InputError } from '../errors.ts'
import { suggestion } from '../nearest.ts'
import { assertEnvironment } from './assert-environment.ts'
import { clipActionLanes } from './clip-lanes.ts'
import { guarded, guardedLanes } from './guarded.ts'
import { findModule, loadModuleEnvironment, sourceDigest } from './module-environment.ts'
import { type EnvironmentSource, environments } from './registry.ts'
import { tryEnvironment } from './try-environment.ts'

/** A config's environment, with its transforms, tried out. */
export interface LoadedEnvironment extends EnvironmentSource {
  readonly spec: EnvironmentSpec
  /** SHA-256 of the user's module; undefined for an environment of the registry. */
  readonly sourceDigest: string | undefined
}

/**
 * Loads the environment that a config asks for, applies the config's time limit and clipping, and takes a first step in
 * it, so that a mistake shows before a run begins. Throws an InputError.
 *
 * @param startedIn the folder that a module's path is relative to
 */
export async function loadEnvironment(config: Config, startedIn: string): Promise<LoadedEnvironment> {
  const { from, name, physics, timeLimit: limit, clipActions } = config.environment
  const path = from === 'module' ? await findModule(name, startedIn) : undefined
  const source = path === undefined ? await fromRegistry(name, physics) : await loadModuleEnvironment(path)

  const create = (): Environment => {
    const made: unknown = asInput(`createEnvironment() of ${name} failed`, () => source.create())
    assertEnvironment(made, name)
    let environment = made
    if (limit !== null) environment = timeLimit(environment, limit)
    if (clipActions && environment.spec.actionSpace.kind === 'box') environment = clipAction(environment)
    return guarded(environment, name)
  }
  const spec = await tryEnvironment(create, name, config.seed)
  return {
    spec,
    create,
    createLanes(count) {
      let lanes = asInput(`${count} environments of ${name} could not be made`, () => source.createLanes(count))
      if (limit !== null) lanes = timeLimitLanes(lanes, limit)
      return guardedLanes(clipActions ? clipActionLanes(lanes) : lanes, name)
    },
    sourceDigest: path === undefined ? undefined : await sourceDigest(path),
  }
}

async function fromRegistry(name: string, physics: Physics | null): Promise<EnvironmentSource> {
  const entry = environments.find((environment) => environment.name === name)
  if (entry === undefined) {
    const names = environments.map((environment) => environment.name)
    throw new InputError(`unknown environment ${name}${suggestion(name, names)}`)
  }
  const fits = entry.physics.length === 0 ? physics === null : physics !== null && entry.physics.includes(physics)
  if (!fits)
    throw new InputError(
      `environment.physics is ${JSON.stringify(physics)}; ${name} expects ${entry.physics.length === 0 ? 'null, as it moves by itself' : entry.physics.map((one) => JSON.stringify(one)).join(' or ')}`,
    )
  return asInputAsync(`the environment ${name} could not be loaded`, () => entry.load(physics))
}
