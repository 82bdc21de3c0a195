import type { Config } from '../config/schema.ts'
import { loadEnvironment as loadRegistered } from '../environments/find-environment.ts'
import { type LoadedEnvironment, prepareEnvironment } from '../environments/prepare-environment.ts'
import { loadAtari } from './atari-environment.ts'
import { loadGymnasium } from './gymnasium-environment.ts'
import { moduleDigest } from './module-digest.ts'
import { findModule, loadModuleEnvironment } from './module-environment.ts'

/**
 * Loads the environment that a config asks for, of the registry, of Gymnasium, of Atari or from a module of the user's own, applies the config's
 * transforms, and takes a first step in it, so that a mistake shows before a run begins. Throws a ConfigError.
 *
 * @param startedIn the folder that a module's path is relative to
 */
export async function loadEnvironment(config: Config, startedIn: string): Promise<LoadedEnvironment> {
  const { environment } = config
  const { from, name } = environment
  if (from === 'registry') return loadRegistered(config)
  if (from === 'atari') {
    const { source, digest } = await loadAtari(environment)
    return prepareEnvironment(config, source, digest)
  }
  if (from === 'gymnasium') {
    const { source, digest } = await loadGymnasium(environment)
    return prepareEnvironment(config, source, digest)
  }
  const path = await findModule(name, startedIn)
  const digest = await moduleDigest(path)
  return prepareEnvironment(config, await loadModuleEnvironment(path), digest)
}
