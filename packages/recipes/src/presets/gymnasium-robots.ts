import type { Preset } from './preset.ts'

/** Gymnasium's robots, with the discount of each. */
const ROBOTS = {
  'Hopper-v5': 0.99,
  'Walker2d-v5': 0.99,
  'HalfCheetah-v5': 0.99,
  'Swimmer-v5': 0.9999,
  'InvertedPendulum-v5': 0.99,
  'InvertedDoublePendulum-v5': 0.99,
  'Reacher-v5': 0.99,
  'Ant-v5': 0.99,
  'Pusher-v5': 0.99,
  'Humanoid-v5': 0.99,
} as const

/** Those that move in space, which only MuJoCo can move. */
const SPATIAL: readonly string[] = ['Ant-v5', 'Pusher-v5', 'Humanoid-v5']

/** A million steps. */
const ITERATIONS = 489

/**
 * Gymnasium's robots by a value network: one set of settings for all of them but for the discount. Few lanes with long segments:
 * a cut segment bootstraps, and short ones see no stroke of a swimmer to its end.
 */
export const gymnasiumRobots: readonly Preset[] = Object.entries(ROBOTS).map(([task, discount]) => ({
  name: task,
  summary: `${task} with a value network, a 64-64 tanh policy, 489 iterations of 2,048 steps; delta falls and follows the explained variance`,
  source:
    "Gymnasium 1.x's task; networks, rewards, value fit and clipped actions as in today's implementations of TRPO (stable-baselines3, rl-zoo)",
  deviates: [
    'nothing in it is from the paper but the step itself; delta is 0.03 to 0.003, times the explained variance of the value network.',
    'the discount is the only setting that differs between tasks: 0.9999 for the swimmer, whose strokes are long, and 0.99 for the others.',
    'tuned on the hopper, the walker, the half-cheetah and the swimmer, with seeds 101 to 105.',
  ],
  settings: {
    iterations: ITERATIONS,
    environment: {
      from: 'registry',
      name: task,
      physics: SPATIAL.includes(task) ? 'mujoco' : 'planar',
      timeLimit: null,
      actions: 'clip',
    },
    policy: {
      kind: 'orthogonal-mlp',
      hidden: [64, 64],
      activation: 'tanh',
      outputGain: 0.01,
      initialLogStd: -0.5,
      arithmetic: 'f32',
      normalizeObservations: true,
    },
    sampler: {
      kind: 'single-path',
      lanes: 2,
      quota: { unit: 'steps', perIteration: 2048, episodes: 'staggered' },
    },
    estimator: {
      kind: 'value-network',
      discount,
      stateWeighting: 'undiscounted',
      gaeLambda: 0.95,
      targetLambda: 0.98,
      scaleRewards: true,
      keepLevel: false,
      standardizeAdvantages: true,
      hidden: [64, 64],
      activation: 'tanh',
      arithmetic: 'f32',
      fit: { kind: 'adam', epochs: 5, batchSize: 128, rate: { kind: 'constant', value: 0.001 } },
    },
    objective: { form: 'importance-sampled', metric: { kind: 'fisher', stride: 4 }, constraint: 'mean-kl' },
    update: {
      kind: 'scheduled-trust-region',
      bound: { kind: 'linear', start: 0.03, end: 0.003, iterations: ITERATIONS },
      leastTrust: 0.02,
      damping: 0.1,
      relativeDamping: 0,
      cgIterations: 10,
      cgTolerance: 1e-10,
      backtrackRatio: 0.8,
      maxBacktracks: 10,
    },
  },
}))
