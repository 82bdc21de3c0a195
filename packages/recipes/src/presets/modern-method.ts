import type { MlpConfig } from '../policy/mlp.ts'
import { type PathMethod, paperMethod } from './paper-method.ts'

/** What presets that follow today's practice have in common. */
export const modernMethod: PathMethod = {
  estimator: {
    ...paperMethod.estimator,
    gaeLambda: 0.95,
    bootstrap: 'baseline',
    baseline: { kind: 'linear-features', ridge: 1e-5 },
  },
  objective: paperMethod.objective,
  // Measured in docs/results.md, "The ratio of the line search".
  update: { ...paperMethod.update, backtrackRatio: 'fitted', maxBacktracks: 15 },
}

/** The network of these presets: as wide as in other libraries, on normalised observations. */
export const modernPolicy: MlpConfig = {
  kind: 'mlp',
  hidden: [64, 64],
  activation: 'tanh',
  outputGain: 0.01,
  initialLogStd: 0,
  arithmetic: 'f32',
  normalizeObservations: true,
}
