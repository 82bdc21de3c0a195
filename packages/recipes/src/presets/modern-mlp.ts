import { modernMethod, modernPolicy } from './modern-method.ts'
import type { Preset } from './preset.ts'

/** The preset by which an environment file is trained when none is named. */
export const modernMlp: Preset = {
  name: 'modern/mlp',
  summary:
    'for an environment of your own: a 32-32 tanh network, linear feature baseline, 5,000 steps an iteration; episodes continue over iterations, actions are scaled to their bounds',
  source: "today's practice; the policy is Gaussian or categorical as the action space asks",
  deviates: ['nothing in it is from the paper but the step itself (delta 0.01, 10 conjugate gradient iterations).'],
  settings: {
    iterations: 50,
    environment: { from: 'registry', name: 'paper/cart-pole', physics: null, timeLimit: null, actions: 'scale' },
    policy: { ...modernPolicy, hidden: [32, 32] },
    sampler: {
      kind: 'single-path',
      lanes: 12,
      quota: { unit: 'steps', perIteration: 5000, episodes: 'continue' },
    },
    ...modernMethod,
    // Whatever the environment: 0.05 is more than the whole Fisher matrix of a choice among thousands of actions.
    update: { ...modernMethod.update, damping: 0, relativeDamping: 0.02 },
  },
}
