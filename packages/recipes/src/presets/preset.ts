import { CONFIG_VERSION, type Config } from '../config/schema.ts'

/** A named experiment: a whole config except its seed, with the sources of its numbers. */
export interface Preset {
  /** Its name, such as `paper/swimmer`. */
  readonly name: string
  /** One line for `trpo list`. */
  readonly summary: string
  /** Where the settings come from. */
  readonly source: string
  /** Where the settings deviate from their source, and why; one sentence each. */
  readonly deviates: readonly string[]
  /** Everything in a config except its seed, its label and what concerns the disk. */
  readonly settings: PresetSettings
}

/** The part of a config that a preset states. */
export type PresetSettings = Omit<Config, 'version' | 'preset' | 'seed' | 'checkpoints'>

/** The config of a preset under a seed. */
export function presetConfig(preset: Preset, seed: number): Config {
  return { version: CONFIG_VERSION, preset: preset.name, seed, ...preset.settings, checkpoints: { keep: 3 } }
}

/**
 * A config for an environment of your own: the path of a module, or the name of what is handed in as a value. Its actions are
 * scaled to their bounds, since what a preset does suits the bounds of its own environment. A config that is already for a module
 * keeps its treatment of actions.
 */
export function withModule({ environment, ...config }: Config, name: string): Config {
  const actions = environment.from === 'module' ? environment.actions : 'scale'
  return { ...config, environment: { from: 'module', name, timeLimit: environment.timeLimit, actions } }
}

/**
 * A config for an environment of Gymnasium. As with a module, its actions are scaled to their bounds, unless the config is for one of
 * Gymnasium already.
 *
 * @param id such as `LunarLander-v3`
 */
export function withGymnasium({ environment, ...config }: Config, id: string): Config {
  const own = environment.from === 'gymnasium' ? environment : undefined
  const { options = '{}', renew = false, actions = 'scale' } = own ?? {}
  const { timeLimit } = environment
  return { ...config, environment: { from: 'gymnasium', name: id, options, renew, timeLimit, actions } }
}
