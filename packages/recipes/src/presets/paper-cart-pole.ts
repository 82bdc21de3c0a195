import { type PathMethod, paperMethod } from './paper-method.ts'
import { type PaperTask, paperTask } from './paper-task.ts'

/** The code that one of the authors published in 2015, which says of cart-pole what the paper leaves out. */
export const AUTHORS_CODE = 'the code that one of the authors published in 2015 (rlreloaded)'

/**
 * The Fisher matrix as it is, as in appendix C: that of six parameters is regular. Angles of a tenth of a radian make its entries
 * so small that a damping of 0.05 would exceed them and turn the natural gradient into the plain one.
 */
const method: PathMethod = { ...paperMethod, update: { ...paperMethod.update, damping: 0 } }

/** Section 8.1's cart-pole: the smallest experiment of the paper, with a policy of six numbers. */
export const paperCartPole: PaperTask = paperTask(
  {
    name: 'paper/cart-pole',
    summary:
      'cart-pole with a linear policy of 6 parameters (4 weights, a bias, a log std), 256 whole paths an iteration',
    source: `Schulman et al. 2015, section 8.1: "a linear policy with six parameters" on the cart-pole of Barto et al. 1983; 256 paths an iteration, 50 iterations and an initial standard deviation of half the greatest force as in ${AUTHORS_CODE}`,
    settings: {
      iterations: 50,
      environment: { from: 'registry', name: 'paper/cart-pole', physics: null, timeLimit: null, actions: 'keep' },
      policy: {
        kind: 'mlp',
        hidden: [],
        activation: 'tanh',
        outputGain: 0.01,
        // The logarithm of 5 N.
        initialLogStd: 1.6094379124341003,
        arithmetic: 'f32',
        normalizeObservations: false,
      },
      sampler: { kind: 'single-path', lanes: 64, quota: { unit: 'paths', perIteration: 256 } },
      ...method,
    },
  },
  method,
  [
    'the force is Gaussian and clipped at 10 N, where Barto et al. 1983 switch between two: six parameters are four weights, a bias and a log standard deviation.',
    'an episode has at most 1,000 steps of 0.02 s, as in Barto et al. 1983, each with a reward of 1; those of rlreloaded have 0.05 s and a reward of 10, less at most 0.02 for the angle and 1e-5 of the squared force.',
  ],
)
