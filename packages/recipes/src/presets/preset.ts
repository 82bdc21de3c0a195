import type { Config } from '../config/config.ts'

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
  /** Its config, without seed and label. */
  readonly settings: PresetSettings
}

/** What a preset says of a config. */
export type PresetSettings = Omit<Config, 'version' | 'preset' | 'seed' | 'checkpoints'>

/** The config of a preset under a seed. */
export function presetConfig(preset: Preset, seed: number): Config {
  return { version: 1, preset: preset.name, seed, ...preset.settings, checkpoints: { keep: 3 } }
}

/** What the paper's experiments have in common (sections 5.1, 6 and 8.1, appendix C, Table 2). */
export const paperAlgorithm: Config['algorithm'] = {
  maxKl: 0.01,
  discount: 0.99,
  damping: 0.05,
  cgIterations: 10,
  cgTolerance: 1e-10,
  backtrackRatio: 0.5,
  maxBacktracks: 10,
  fisherStride: 10,
  stateWeighting: 'undiscounted',
  gaeLambda: 1,
  standardizeAdvantages: true,
  bootstrap: 'none',
}

/** What presets that follow today's practice have in common. */
export const modernAlgorithm: Config['algorithm'] = {
  ...paperAlgorithm,
  backtrackRatio: 0.8,
  maxBacktracks: 15,
  bootstrap: 'baseline',
  gaeLambda: 0.95,
}

/** How every paper preset leaves the paper. */
export const paperDeviations: readonly string[] = [
  'conjugate gradient solves (A + cI)x = g with c = 0.05 (algorithm.damping); appendix C has no damping. With 0.001 nearly every full step of the swimmer exceeded delta on the whole batch, as the Fisher product sees a tenth of it, and was halved to a KL of 0.3 delta.',
  'states count alike (algorithm.stateWeighting = undiscounted); Eq 3 discounts them, and late states would hardly be learned from.',
  'advantages are standardised, as in the code that one of the authors published in 2015 (rlreloaded); the paper does not say.',
]
