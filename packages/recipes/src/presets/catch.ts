import type { ConvolutionalConfig } from '../policy/convolutional.ts'
import { paperMethod, STANDARDISED_ADVANTAGES, UNDISCOUNTED_STATES } from './paper-method.ts'
import type { Preset } from './preset.ts'

/** Section 8.2's network in small: 2,963 parameters. */
const policy: ConvolutionalConfig = {
  kind: 'convolutional',
  filters: [8, 8],
  filterSizes: [4, 2],
  strides: [2, 1],
  bytes: 'unit',
  hidden: [32],
  activation: 'tanh',
  outputGain: 0.1,
  initialLogStd: 0,
  arithmetic: 'f32',
  normalizeObservations: false,
}

const common = {
  iterations: 40,
  environment: { from: 'registry', name: 'pixels/catch', physics: null, timeLimit: 45, actions: 'keep' },
  policy,
} as const

/** gamma: a ball comes down 9 steps after it has appeared. */
const discount = 0.9
const update = {
  ...paperMethod.update,
  maxKl: 0.05,
  damping: 0.01,
  backtrackRatio: 'fitted',
  maxBacktracks: 15,
} as const
/** A batch is small, and a tenth of it too little for the Fisher matrix of so many parameters. */
const metric = { kind: 'fisher', stride: 1 } as const

const OURS = 'game, network, discount 0.9, delta 0.05 and damping 0.01 are ours; they were chosen by a few runs.'

/** The method of section 8.2 in seconds: a game of pixels that needs no emulator, by single path and by the vine. */
export const catchPresets: readonly Preset[] = [
  {
    name: 'pixels/catch',
    summary: 'catch from pixels by a small convolutional network, 4,500 steps an iteration',
    source: 'the method of section 8.2 on a game of our own',
    deviates: [OURS, UNDISCOUNTED_STATES, STANDARDISED_ADVANTAGES],
    settings: {
      ...common,
      sampler: { kind: 'single-path', lanes: 12, quota: { unit: 'steps', perIteration: 4500, episodes: 'fresh' } },
      ...paperMethod,
      estimator: { ...paperMethod.estimator, discount },
      objective: { ...paperMethod.objective, metric },
      update,
    },
  },
  {
    name: 'pixels/catch-vine',
    summary: 'catch from pixels by the vine: 240 states, every action tried by a rollout of at most 10 steps',
    source: 'the method of sections 5.2 and 8.2 on a game of our own',
    deviates: [OURS, UNDISCOUNTED_STATES],
    settings: {
      ...common,
      sampler: {
        kind: 'every-action-vine',
        lanes: 24,
        trunks: 12,
        trunkSteps: 45,
        states: 240,
        branchSteps: 10,
        rows: 'rollout-set',
      },
      estimator: {
        kind: 'rollouts',
        discount,
        stateWeighting: 'undiscounted',
        lastValue: { kind: 'zero' },
      },
      objective: { form: 'every-action', metric, constraint: 'mean-kl' },
      update,
    },
  },
]
