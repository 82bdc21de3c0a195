import { paperMethod, STANDARDISED_ADVANTAGES, UNDISCOUNTED_STATES, withDamping } from './paper-method.ts'
import { paperSwimmer } from './paper-swimmer.ts'
import type { Preset } from './preset.ts'

const { discount, stateWeighting, standardizeAdvantages } = paperMethod.estimator

/** The main experiment with a value network in place of the time-dependent mean: what the baseline is worth. */
export const paperSwimmerCritic: Preset = {
  name: 'paper/swimmer-critic',
  summary: 'the swimmer with Table 2, and a value network in place of the mean at each time step',
  source: `${paperSwimmer.source}; the value network is that of today's implementations`,
  deviates: [
    ...paperSwimmer.ofTask,
    'advantages are generalised ones (lambda 0.95) over a value network of 64-64 tanh units; paths bootstrap from it at their time limit. The paper takes whole returns.',
    'the Fisher product takes every second sample, and the paper every tenth: with a value network the swimmer learns more from it.',
    'the value network sees rewards in units of the spread of the discounted returns so far, clipped at ten of them. The paper takes rewards as they are.',
    ...withDamping(paperMethod),
    UNDISCOUNTED_STATES,
    STANDARDISED_ADVANTAGES,
  ],
  settings: {
    ...paperSwimmer.settings,
    objective: { form: 'importance-sampled', metric: { kind: 'fisher', stride: 2 }, constraint: 'mean-kl' },
    estimator: {
      kind: 'value-network',
      discount,
      stateWeighting,
      gaeLambda: 0.95,
      targetLambda: 0.98,
      scaleRewards: true,
      keepLevel: false,
      standardizeAdvantages,
      hidden: [64, 64],
      activation: 'tanh',
      arithmetic: 'f32',
      fit: { kind: 'adam', epochs: 10, batchSize: 128, rate: { kind: 'constant', value: 0.001 } },
    },
  },
}
