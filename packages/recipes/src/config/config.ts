/** Which environment, and what is done to it. */
export interface EnvironmentConfig {
  /** Where the environment comes from: the built-in ones (`trpo list`) or a file of your own. */
  readonly from: 'registry' | 'module'
  /** Its name in the registry, or the path of the file, relative to the folder the run was started in. */
  readonly name: string
  /** What moves a robot: MuJoCo; planar physics, which agrees with it and is many times faster; or that in single precision, other bits and faster still. null for others. */
  readonly physics: 'mujoco' | 'planar' | 'planar-f32' | null
  /** Steps after which an episode is truncated, on top of a limit of its own; null adds none. */
  readonly timeLimit: number | null
  /** Whether box actions are clamped to their bounds before the environment sees them; discrete ones never are. */
  readonly clipActions: boolean
}

/** The policy. */
export interface PolicyConfig {
  /** Units of each hidden layer; none makes the policy linear in the observation. */
  readonly hidden: readonly number[]
  /** What follows each hidden layer. */
  readonly activation: 'tanh' | 'relu'
  /** Norm of the initial weights into each output: small, so that the first actions are those of the noise. */
  readonly outputGain: number
  /** Initial log standard deviation of every action entry; has no effect with discrete actions. */
  readonly initialLogStd: number
  /** f32: SIMD kernels, the fast ones; f64: the plain reference, an oracle. Other bits, the same learning. */
  readonly arithmetic: 'f32' | 'f64'
  /** Whether the policy sees (o - mean) / std of the observations so far, updated between iterations. */
  readonly normalizeObservations: boolean
}

/** What an iteration samples. */
export interface SamplingConfig {
  /** What an iteration is measured in: whole episodes, or environment steps (the last episode of a lane is cut). */
  readonly unit: 'paths' | 'steps'
  /** How many paths or steps an iteration samples, at least one a lane. */
  readonly perIteration: number
  /** What becomes of an episode that the end of a batch of steps cuts: given up for a fresh one, or gone on with in the next iteration. No effect on whole paths. */
  readonly episodes: 'fresh' | 'continue'
  /** Environments stepped together. Part of the experiment: another number gives other bits. */
  readonly lanes: number
}

/** The estimate, the Fisher product and the step. */
export interface AlgorithmConfig {
  /** delta, the bound on the mean KL divergence of a step, in nats (Eq 14). */
  readonly maxKl: number
  /** gamma of the returns. */
  readonly discount: number
  /** c in (A + cI)x = g, what conjugate gradient solves. */
  readonly damping: number
  /** Fisher products that conjugate gradient takes at most (appendix C: 10). */
  readonly cgIterations: number
  /** Conjugate gradient stops when |r| <= cgTolerance |g|. */
  readonly cgTolerance: number
  /** What the line search shrinks the step by after each failed trial. */
  readonly backtrackRatio: number
  /** Trials of the line search after the full step. */
  readonly maxBacktracks: number
  /** The Fisher product uses every n-th sample only: 10 for the 10% of appendix C, 1 for all. */
  readonly fisherStride: number
  /** Whether a state at time t counts 1 or gamma^t in L, KL and the Fisher matrix. */
  readonly stateWeighting: 'undiscounted' | 'discounted'
  /** lambda of generalized advantage estimation; 1 is the Monte Carlo return minus the baseline. */
  readonly gaeLambda: number
  /** Whether advantages are brought to mean 0 and standard deviation 1. */
  readonly standardizeAdvantages: boolean
  /** What the return after the last step of an episode that did not terminate is: 0, or the value the baseline gives. */
  readonly bootstrap: 'none' | 'baseline'
}

/** What is taken off the returns. */
export interface BaselineConfig {
  /** What is taken off the returns: the mean at each time step, a linear function of features, or nothing. */
  readonly kind: 'time-dependent' | 'linear-features' | 'zero'
  /** Ridge of the fit of linear-features; no effect on the others. */
  readonly ridge: number
}

/** What is kept of the states. */
export interface CheckpointsConfig {
  /** How many checkpoints are kept; the oldest go first. */
  readonly keep: number
}

/**
 * Everything about a run, with nothing left to a default: the same config gives the same bits, and `config.json` is one of
 * these.
 */
export interface Config {
  /** The version of this format. */
  readonly version: 1
  /** The preset the config began as: a label, nothing is looked up by it. */
  readonly preset: string
  /** All randomness comes from it. */
  readonly seed: number
  /** How many iterations the run has when it is finished; `trpo resume --iterations` may raise it later. */
  readonly iterations: number
  /** Which environment, and what is done to it. */
  readonly environment: EnvironmentConfig
  /** The policy. */
  readonly policy: PolicyConfig
  /** What an iteration samples. */
  readonly sampling: SamplingConfig
  /** The estimate, the Fisher product and the step. */
  readonly algorithm: AlgorithmConfig
  /** What is taken off the returns. */
  readonly baseline: BaselineConfig
  /** What is kept of the states. */
  readonly checkpoints: CheckpointsConfig
}
