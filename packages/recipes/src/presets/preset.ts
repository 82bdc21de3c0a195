import { CONFIG_VERSION, type Config } from '../config/schema.ts'

/** A named experiment: a whole config but for its seed, and where its numbers are from. */
export interface Preset {
  /** What it is asked for by, such as `paper/swimmer`. */
  readonly name: string
  /** One line for `trpo list`. */
  readonly summary: string
  /** Where the settings come from. */
  readonly source: string
  /** Where they leave their source, and why; one sentence each. */
  readonly deviates: readonly string[]
  /** All that a config says beside its seed and its label. */
  readonly settings: PresetSettings
}

/** What a preset says of a config. */
export type PresetSettings = Omit<Config, 'version' | 'preset' | 'seed' | 'checkpoints'>

/** The config of a preset under a seed. */
export function presetConfig(preset: Preset, seed: number): Config {
  return { version: CONFIG_VERSION, preset: preset.name, seed, ...preset.settings, checkpoints: { keep: 3 } }
}

/**
 * A config for an environment of one's own: the path of a module, or the name of what is handed in as a value. Its actions are
 * scaled to their bounds, unless the config is of such an environment already: what a preset does is for the bounds of its own.
 */
export function withModule({ environment, ...config }: Config, name: string): Config {
  const actions = environment.from === 'module' ? environment.actions : 'scale'
  return { ...config, environment: { from: 'module', name, timeLimit: environment.timeLimit, actions } }
}
