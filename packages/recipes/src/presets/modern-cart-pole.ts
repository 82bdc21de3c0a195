import { modernAlgorithm, type Preset } from './preset.ts'

/** Cart-pole in a few seconds: a neural policy with a fitted baseline. */
export const modernCartPole: Preset = {
  name: 'modern/cart-pole',
  summary:
    'cart-pole with a 32-32 tanh network, linear feature baseline and bootstrapping, 24 whole paths an iteration',
  source: "today's practice on the task of `paper/cart-pole`",
  deviates: ['nothing in it is from the paper but the step itself (delta 0.01, 10 conjugate gradient iterations).'],
  settings: {
    iterations: 50,
    environment: { from: 'registry', name: 'paper/cart-pole', physics: null, timeLimit: null, clipActions: false },
    policy: {
      hidden: [32, 32],
      activation: 'tanh',
      outputGain: 0.01,
      initialLogStd: 1,
      arithmetic: 'f32',
      normalizeObservations: true,
    },
    sampling: { unit: 'paths', perIteration: 24, episodes: 'fresh', lanes: 12 },
    algorithm: modernAlgorithm,
    baseline: { kind: 'linear-features', ridge: 1e-5 },
  },
}
