import { modernMethod, modernPolicy } from './modern-method.ts'
import type { Preset } from './preset.ts'

/** Cart-pole in a few seconds: a neural policy with a fitted baseline. */
export const modernCartPole: Preset = {
  name: 'modern/cart-pole',
  summary:
    'cart-pole with a 32-32 tanh network, linear feature baseline and bootstrapping, 24 whole paths an iteration',
  source: "today's practice on the task of `paper/cart-pole`",
  deviates: ['nothing in it is from the paper but the step itself (delta 0.01, 10 conjugate gradient iterations).'],
  settings: {
    iterations: 50,
    environment: { from: 'registry', name: 'paper/cart-pole', physics: null, timeLimit: null, actions: 'keep' },
    policy: { ...modernPolicy, hidden: [32, 32], initialLogStd: 1 },
    sampler: { kind: 'single-path', lanes: 12, quota: { unit: 'paths', perIteration: 24 } },
    ...modernMethod,
  },
}
