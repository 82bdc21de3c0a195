import { modernMethod, modernPolicy } from './modern-method.ts'
import type { Preset } from './preset.ts'

/** Gymnasium's swimmer with a linear baseline. It was called `Swimmer-v5` before there were value networks. */
export const modernSwimmer: Preset = {
  name: 'modern/swimmer',
  summary: "Gymnasium's swimmer: a 64-64 tanh network, linear feature baseline, 50 paths of 1,000 steps an iteration",
  source:
    "Gymnasium 1.x, Swimmer-v5; network and line search as in today's implementations of TRPO, baseline of Duan et al. 2016 (Benchmarking deep reinforcement learning for continuous control, section 4)",
  deviates: [
    'the values behind GAE (lambda 0.95) and bootstrapping are those of a linear feature baseline, fitted anew to each batch; other libraries train a value network.',
    'discount 0.99 as in Table 2, with which the swimmer reaches returns of 40 to 120; about 360 needs --set estimator.discount=0.9999 and many more iterations.',
  ],
  settings: {
    iterations: 200,
    environment: { from: 'registry', name: 'Swimmer-v5', physics: 'planar', timeLimit: null, actions: 'keep' },
    policy: modernPolicy,
    sampler: { kind: 'single-path', lanes: 50, quota: { unit: 'paths', perIteration: 50 } },
    ...modernMethod,
  },
}
