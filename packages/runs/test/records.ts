import { boundedMeasure, createTrainer, localParts, type Measures, type TrainingRecord } from '@trpo/core'
import { cartPole } from '@trpo/envs'

/** What the numbers of such records mean. The bound on the KL of a step is 0.01. */
export const measures: Measures = createTrainer(
  localParts({ seed: 1, quota: { kind: 'steps', steps: 120 } }, cartPole().spec),
  [],
).measures

/** What the size of a step is measured by. */
export const size = boundedMeasure(measures)

/** A record of TRPO with Monte Carlo advantages: what a training adds is typed by itself. */
interface TrpoRecord extends TrainingRecord {
  readonly entropy: number | null
  readonly advantageMean: number
  readonly advantageStd: number
  readonly explainedVariance: number | null
}

/** A record with made-up numbers that differ from iteration to iteration. */
export function record(iteration: number, changes: Partial<TrpoRecord> = {}): TrpoRecord {
  return {
    iteration,
    steps: 1000,
    totalSteps: 1000 * iteration,
    meanReward: 1,
    episodes: {
      count: 10,
      terminated: 9,
      truncated: 0,
      cut: 1,
      meanReturn: 10 * iteration,
      stdReturn: 2,
      minReturn: 10 * iteration - 5,
      maxReturn: 10 * iteration + 5,
      meanLength: 100,
    },
    entropy: 1.4 - 0.1 * iteration,
    advantageMean: 0,
    advantageStd: 1,
    explainedVariance: 0.5,
    update: {
      status: 'accepted',
      surrogateBefore: 0,
      surrogateAfter: 0.02,
      expectedImprovement: 0.03,
      kl: 0.008,
      gradientNorm: 1,
      stepNorm: 0.1,
      backtracks: 1,
      products: 10,
      residual: 0.01,
      klWithNormalizer: null,
    },
    timings: { sample: 1, estimate: 0.1, gradient: 0.1, fisher: 0.2, evaluate: 0.1, total: 1.6 },
    ...changes,
  }
}

/** A record in which every number that may be missing is. */
export function emptyRecord(iteration: number): TrpoRecord {
  const full = record(iteration)
  return {
    ...full,
    entropy: null,
    explainedVariance: null,
    episodes: {
      ...full.episodes,
      meanReturn: null,
      stdReturn: null,
      minReturn: null,
      maxReturn: null,
      meanLength: null,
    },
    update: {
      ...full.update,
      status: 'zeroGradient',
      surrogateAfter: null,
      expectedImprovement: null,
      kl: null,
      gradientNorm: null,
      stepNorm: null,
      residual: null,
    },
  }
}
