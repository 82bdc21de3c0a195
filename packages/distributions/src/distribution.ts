import type { RealArray } from '@trpo/math'
import type { DistributionDescription } from './description.ts'

/**
 * A family of action distributions, as functions of the row `mu` that a network puts out (appendix C.1: the
 * "distribution parameter vector"; a state-independent log std is part of it).
 *
 * Every function works on `rows` rows at once: mu is [rows, m], actions are [rows, k], noise is [rows, e]. Results are
 * written into the last array, which must not be one of the inputs. Nothing is allocated. Accumulation is in f64
 * whatever the arrays hold. Rows do not influence each other, so any split of a batch gives the same bits.
 */
export interface Distribution {
  /** Everything needed to build it again, as JSON. */
  readonly description: DistributionDescription
  /** m: numbers in one row of mu. */
  readonly parameterSize: number
  /** k: numbers in one action (class indices, from 0, for discrete families). */
  readonly actionSize: number
  /**
   * How many classes each number of an action chooses among, [k]: such actions are of a discrete or multi-discrete space.
   * @default actions are real numbers
   */
  readonly classes?: readonly number[]
  /** The draws that `sample` transforms: standard normal numbers, or uniform ones in [0, 1). */
  readonly noise: 'normal' | 'uniform'
  /** e: the number of draws that one action takes. */
  readonly noiseSize: number
  /**
   * Writes actions [rows, k] from mu [rows, m] and noise [rows, e]. The map is deterministic, so equal noise gives
   * common random numbers.
   */
  sample(rows: number, mu: RealArray, noise: RealArray, actions: Float64Array): void
  /** The most likely action of each row, into [rows, k]; ties go to the lowest index. */
  mode(rows: number, mu: RealArray, actions: Float64Array): void
  /** Log density or log probability (natural logarithm) of each action, into [rows]. */
  logProb(rows: number, mu: RealArray, actions: Float64Array, into: Float64Array): void
  /** Gradient of logProb in mu, the score, into [rows, m]. */
  logProbGradient(rows: number, mu: RealArray, actions: Float64Array, into: Float64Array): void
  /** KL(old || new) of each row, into [rows]; exactly 0 where the rows have equal bits. */
  kl(rows: number, muOld: RealArray, muNew: RealArray, into: Float64Array): void
  /** Entropy of each row in nats (differential for a density), into [rows]. */
  entropy(rows: number, mu: RealArray, into: Float64Array): void
  /** Gradient of the entropy in mu, into [rows, m]. */
  entropyGradient(rows: number, mu: RealArray, into: Float64Array): void
  /**
   * M dmu of each row, into [rows, m], where M is the Hessian in muNew of KL(mu || muNew) at muNew = mu: the Fisher
   * information in mu (Eq 57).
   */
  fisher(rows: number, mu: RealArray, dmu: RealArray, into: Float64Array): void
}
