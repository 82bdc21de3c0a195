import { z } from 'zod'
import type { Config } from './config.ts'
import { PHYSICS } from './physics.ts'

/** Whole numbers that streams of random numbers can be keyed and counted by. */
const MAX_UINT32 = 4_294_967_295
const MAX_COUNT = 1_000_000_000

const environment = z.strictObject({
  from: z
    .enum(['registry', 'module'])
    .describe('Where the environment comes from: the built-in ones (`trpo list`) or a file of your own.'),
  name: z
    .string()
    .min(1)
    .describe('Its name in the registry, or the path of the file, relative to the folder the run was started in.'),
  physics: z
    .enum(PHYSICS)
    .nullable()
    .describe(
      'What moves a robot: MuJoCo; planar physics, which agrees with it and is many times faster; or that in single precision, other bits and faster still. null for others.',
    ),
  timeLimit: z
    .int()
    .min(1)
    .max(MAX_COUNT)
    .nullable()
    .describe('Steps after which an episode is truncated, on top of a limit of its own; null adds none.'),
  clipActions: z
    .boolean()
    .describe(
      'Whether box actions are clamped to their bounds before the environment sees them; discrete ones never are.',
    ),
})

const policy = z.strictObject({
  hidden: z
    .array(z.int().min(1).max(65_536))
    .max(16)
    .describe('Units of each hidden layer; none makes the policy linear in the observation.'),
  activation: z.enum(['tanh', 'relu']).describe('What follows each hidden layer.'),
  outputGain: z
    .number()
    .min(0)
    .max(1000)
    .describe('Norm of the initial weights into each output: small, so that the first actions are those of the noise.'),
  initialLogStd: z
    .number()
    .min(-10)
    .max(10)
    .describe('Initial log standard deviation of every action entry; has no effect with discrete actions.'),
  arithmetic: z
    .enum(['f32', 'f64'])
    .describe('f32: SIMD kernels, the fast ones; f64: the plain reference, an oracle. Other bits, the same learning.'),
  normalizeObservations: z
    .boolean()
    .describe('Whether the policy sees (o - mean) / std of the observations so far, updated between iterations.'),
})

const sampling = z.strictObject({
  unit: z
    .enum(['paths', 'steps'])
    .describe(
      'What an iteration is measured in: whole episodes, or environment steps (the last episode of a lane is cut).',
    ),
  perIteration: z
    .int()
    .min(1)
    .max(MAX_COUNT)
    .describe('How many paths or steps an iteration samples, at least one a lane.'),
  episodes: z
    .enum(['fresh', 'continue'])
    .describe(
      'What becomes of an episode that the end of a batch of steps cuts: given up for a fresh one, or gone on with in the next iteration. No effect on whole paths.',
    ),
  lanes: z
    .int()
    .min(1)
    .max(65_536)
    .describe('Environments stepped together. Part of the experiment: another number gives other bits.'),
})

const algorithm = z.strictObject({
  maxKl: z.number().gt(0).max(1000).describe('delta, the bound on the mean KL divergence of a step, in nats (Eq 14).'),
  discount: z.number().min(0).max(1).describe('gamma of the returns.'),
  damping: z.number().min(0).max(1000).describe('c in (A + cI)x = g, what conjugate gradient solves.'),
  cgIterations: z
    .int()
    .min(1)
    .max(1000)
    .describe('Fisher products that conjugate gradient takes at most (appendix C: 10).'),
  cgTolerance: z.number().min(0).lt(1).describe('Conjugate gradient stops when |r| <= cgTolerance |g|.'),
  backtrackRatio: z.number().gt(0).lt(1).describe('What the line search shrinks the step by after each failed trial.'),
  maxBacktracks: z.int().min(0).max(1000).describe('Trials of the line search after the full step.'),
  fisherStride: z
    .int()
    .min(1)
    .max(MAX_COUNT)
    .describe('The Fisher product uses every n-th sample only: 10 for the 10% of appendix C, 1 for all.'),
  stateWeighting: z
    .enum(['undiscounted', 'discounted'])
    .describe('Whether a state at time t counts 1 or gamma^t in L, KL and the Fisher matrix.'),
  gaeLambda: z
    .number()
    .min(0)
    .max(1)
    .describe('lambda of generalized advantage estimation; 1 is the Monte Carlo return minus the baseline.'),
  standardizeAdvantages: z.boolean().describe('Whether advantages are brought to mean 0 and standard deviation 1.'),
  bootstrap: z
    .enum(['none', 'baseline'])
    .describe(
      'What the return after the last step of an episode that did not terminate is: 0, or the value the baseline gives.',
    ),
})

const baseline = z.strictObject({
  kind: z
    .enum(['time-dependent', 'linear-features', 'zero'])
    .describe('What is taken off the returns: the mean at each time step, a linear function of features, or nothing.'),
  ridge: z.number().min(0).max(1000).describe('Ridge of the fit of linear-features; no effect on the others.'),
})

const checkpoints = z.strictObject({
  keep: z.int().min(1).max(1_000_000).describe('How many checkpoints are kept; the oldest go first.'),
})

/** What a `Config` may hold. Unknown fields are errors. */
export const configSchema: z.ZodType<Config> = z.strictObject({
  version: z.literal(1).describe('The version of this format.'),
  preset: z.string().min(1).describe('The preset the config began as: a label, nothing is looked up by it.'),
  seed: z.int().min(0).max(MAX_UINT32).describe('All randomness comes from it.'),
  iterations: z
    .int()
    .min(1)
    .max(MAX_COUNT)
    .describe('How many iterations the run has when it is finished; `trpo resume --iterations` may raise it later.'),
  environment,
  policy,
  sampling,
  algorithm,
  baseline,
  checkpoints,
})
