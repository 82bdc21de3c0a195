import { paperMethod } from './paper-method.ts'
import { OWN_POLICY, type PaperTask, paperTask, table2 } from './paper-task.ts'

/** Section 8.1's hopper with the parameters of Table 2. */
export const paperHopper: PaperTask = paperTask(
  {
    name: 'paper/hopper',
    summary: 'the hopper with Table 2: an 11-50-50-3 tanh network (3,306 parameters), a million steps an iteration',
    source: table2('hopper', 'two hidden layers of 50 units, 1,000,000 steps an iteration'),
    settings: {
      iterations: 200,
      environment: { from: 'registry', name: 'paper/hopper', physics: 'planar', timeLimit: null, actions: 'keep' },
      policy: {
        kind: 'mlp',
        hidden: [50, 50],
        activation: 'tanh',
        outputGain: 0.01,
        initialLogStd: 0,
        arithmetic: 'f32',
        normalizeObservations: false,
      },
      sampler: {
        kind: 'single-path',
        lanes: 100,
        quota: { unit: 'steps', perIteration: 1_000_000, episodes: 'fresh' },
      },
      ...paperMethod,
    },
  },
  paperMethod,
  [
    'the network sees 11 numbers, the 12-dimensional state without x, and has 3,306 parameters: the 4,806 of Table 2 fit 41 inputs, and the paper does not say which.',
    OWN_POLICY,
  ],
  [
    'Table 2 counts both 1,000,000 steps and 1,000 paths of 1,000 steps; paths that end early are shorter. The steps hold here: 100 lanes of 10,000, where the end of a batch cuts the last path of each lane.',
  ],
)
