import { paperMethod } from './paper-method.ts'
import { OWN_POLICY, type PaperTask, paperTask, table2 } from './paper-task.ts'

/** The main experiment: section 8.1's swimmer with the parameters of Table 2. */
export const paperSwimmer: PaperTask = paperTask(
  {
    name: 'paper/swimmer',
    summary: 'the swimmer with Table 2: a 9-30-2 tanh network (364 parameters), 50 paths of 1,000 steps an iteration',
    source: table2('swimmer', '364 policy parameters, 50,000 steps an iteration'),
    settings: {
      iterations: 200,
      environment: { from: 'registry', name: 'paper/swimmer', physics: 'planar', timeLimit: null, actions: 'keep' },
      policy: {
        kind: 'mlp',
        hidden: [30],
        activation: 'tanh',
        outputGain: 0.01,
        initialLogStd: 0,
        arithmetic: 'f32',
        normalizeObservations: false,
      },
      sampler: { kind: 'single-path', lanes: 50, quota: { unit: 'paths', perIteration: 50 } },
      ...paperMethod,
    },
  },
  paperMethod,
  [
    'the network sees 9 numbers, the state without x: Table 2 prints a 10-dimensional state, but 364 parameters fit 9 inputs, 30 hidden units and 2 log standard deviations.',
    OWN_POLICY,
  ],
)
