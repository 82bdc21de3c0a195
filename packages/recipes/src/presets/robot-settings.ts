import type { PresetSettings } from './preset.ts'

/** In what presets of robots with a value network differ. */
export interface RobotSettings {
  readonly physics: 'planar' | 'mujoco'
  readonly discount: number
  readonly iterations: number
  readonly lanes: number
  /** Steps of an iteration. */
  readonly rows: number
  readonly initialLogStd: number
  readonly keepLevel: boolean
  /** Visits of each row in a fit of the value network. */
  readonly epochs: number
  /** Rows of a minibatch. */
  readonly batchSize: number
  readonly fisherStride: number
  /** What a nat of the policy's mean entropy is worth; 0 is no bonus. */
  readonly entropyBonus: number
  /** delta at the beginning and in the end. */
  readonly maxKl: readonly [start: number, end: number]
  readonly leastTrust: number
}

/** A million steps. Few lanes with long segments: a cut segment bootstraps, and short ones see no stroke of a swimmer to its end. */
export const USUAL: RobotSettings = {
  physics: 'planar',
  discount: 0.99,
  iterations: 489,
  lanes: 2,
  rows: 2048,
  initialLogStd: -0.5,
  keepLevel: false,
  epochs: 5,
  batchSize: 128,
  fisherStride: 4,
  entropyBonus: 0,
  maxKl: [0.03, 0.003],
  leastTrust: 0.02,
}

/** Where the settings of all such presets come from. */
export const ROBOT_SOURCE =
  "Gymnasium 1.x's task; networks, rewards, value fit and clipped actions as in today's implementations of TRPO (stable-baselines3, rl-zoo)"

/** The settings of a task of Gymnasium's with a value network. */
export function robotSettings(task: string, of: RobotSettings): PresetSettings {
  const [start, end] = of.maxKl
  return {
    iterations: of.iterations,
    environment: { from: 'registry', name: task, physics: of.physics, timeLimit: null, actions: 'clip' },
    policy: {
      kind: 'orthogonal-mlp',
      hidden: [64, 64],
      activation: 'tanh',
      outputGain: 0.01,
      initialLogStd: of.initialLogStd,
      arithmetic: 'f32',
      normalizeObservations: true,
    },
    sampler: {
      kind: 'single-path',
      lanes: of.lanes,
      quota: { unit: 'steps', perIteration: of.rows, episodes: 'staggered' },
    },
    estimator: {
      kind: 'value-network',
      discount: of.discount,
      stateWeighting: 'undiscounted',
      gaeLambda: 0.95,
      targetLambda: 0.98,
      scaleRewards: true,
      keepLevel: of.keepLevel,
      standardizeAdvantages: true,
      hidden: [64, 64],
      activation: 'tanh',
      arithmetic: 'f32',
      fit: { kind: 'adam', epochs: of.epochs, batchSize: of.batchSize, rate: { kind: 'constant', value: 0.001 } },
    },
    objective: {
      form: 'importance-sampled',
      metric: { kind: 'fisher', stride: of.fisherStride },
      constraint: 'mean-kl',
      ...(of.entropyBonus > 0 ? { entropyBonus: of.entropyBonus } : {}),
    },
    update: {
      kind: 'scheduled-trust-region',
      bound:
        start === end ? { kind: 'constant', value: start } : { kind: 'linear', start, end, iterations: of.iterations },
      leastTrust: of.leastTrust,
      damping: 0.1,
      relativeDamping: 0,
      cgIterations: 10,
      cgTolerance: 1e-10,
      backtrackRatio: 0.8,
      maxBacktracks: 10,
    },
  }
}
