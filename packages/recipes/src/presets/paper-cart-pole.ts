import { paperMethod } from './paper-method.ts'
import { type PaperTask, paperTask } from './paper-task.ts'

/** Section 8.1's cart-pole: the smallest experiment of the paper, with a policy of six numbers. */
export const paperCartPole: PaperTask = paperTask(
  {
    name: 'paper/cart-pole',
    summary:
      'cart-pole with a linear policy of 6 parameters (4 weights, a bias, a log std), 50 whole paths an iteration',
    source:
      'Schulman et al. 2015, section 8.1: "a linear policy with six parameters" on the cart-pole of Barto et al. 1983',
    settings: {
      iterations: 200,
      environment: { from: 'registry', name: 'paper/cart-pole', physics: null, timeLimit: null, actions: 'keep' },
      policy: {
        kind: 'mlp',
        hidden: [],
        activation: 'tanh',
        outputGain: 0.01,
        initialLogStd: 1,
        arithmetic: 'f32',
        normalizeObservations: false,
      },
      sampler: { kind: 'single-path', lanes: 50, quota: { unit: 'paths', perIteration: 50 } },
      ...paperMethod,
    },
  },
  [
    'the force is Gaussian and clipped at 10 N, where Barto et al. 1983 switch between two: six parameters are four weights, a bias and a log standard deviation.',
    'the initial standard deviation of e N, 50 paths an iteration and 200 iterations are ours: Table 2 leaves cart-pole out.',
  ],
)
