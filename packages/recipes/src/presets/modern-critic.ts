import { modernPolicy } from './modern-method.ts'
import type { Preset } from './preset.ts'

/** The preset by which an environment of Gymnasium is trained when none is named. */
export const modernCritic: Preset = {
  name: 'modern/critic',
  summary:
    'for any environment, and for those of Gymnasium (trpo train gym:<id>): 64-64 tanh networks for policy and values, 2,048 steps an iteration; episodes continue over iterations, actions are scaled to their bounds',
  source: "today's practice; the policy is Gaussian or categorical as the action space asks",
  deviates: [
    'nothing in it is from the paper but the step itself (delta 0.01, 10 conjugate gradient iterations).',
    'one set of settings for all environments; docs/results.md has what they come to on some of Gymnasium.',
  ],
  settings: {
    iterations: 100,
    environment: { from: 'registry', name: 'paper/cart-pole', physics: null, timeLimit: null, actions: 'scale' },
    policy: { ...modernPolicy, kind: 'orthogonal-mlp' },
    sampler: {
      kind: 'single-path',
      lanes: 8,
      quota: { unit: 'steps', perIteration: 2048, episodes: 'continue' },
    },
    estimator: {
      kind: 'value-network',
      discount: 0.99,
      stateWeighting: 'undiscounted',
      gaeLambda: 0.95,
      targetLambda: 0.98,
      scaleRewards: true,
      keepLevel: false,
      standardizeAdvantages: true,
      hidden: [64, 64],
      activation: 'tanh',
      arithmetic: 'f32',
      fit: { kind: 'adam', epochs: 10, batchSize: 128, rate: { kind: 'constant', value: 0.001 } },
    },
    objective: { form: 'importance-sampled', metric: { kind: 'fisher', stride: 4 }, constraint: 'mean-kl' },
    update: {
      kind: 'trust-region',
      maxKl: 0.01,
      damping: 0,
      relativeDamping: 0.02,
      cgIterations: 10,
      cgTolerance: 1e-10,
      backtrackRatio: 'fitted',
      maxBacktracks: 15,
    },
  },
}
