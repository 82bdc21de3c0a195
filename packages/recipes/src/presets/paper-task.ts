import { type PathMethod, STANDARDISED_ADVANTAGES, UNDISCOUNTED_STATES, withDamping } from './paper-method.ts'
import type { Preset } from './preset.ts'

/** Single path TRPO on a task of the paper. Its deviations are kept by what they are about, since other methods share some. */
export interface PaperTask extends Preset {
  /** The sections of its config that the other methods exchange. */
  readonly method: PathMethod
  /** The deviations of the environment and of the policy. */
  readonly ofTask: readonly string[]
  /** The deviations of what an iteration samples. */
  readonly ofPaths: readonly string[]
}

/** The deviation of a policy of which the paper says only how large it is. */
export const OWN_POLICY = 'tanh units and the initial standard deviation of 1 are ours: the paper names neither.'

/** The source of a task whose settings Table 2 prints: those of its own, and those that all have. */
export function table2(task: string, own: string): string {
  return `Schulman et al. 2015, section 8.1, appendix E and Table 2 (${task}, single path): ${own}, 200 iterations, stepsize 0.01, discount 0.99`
}

/**
 * The preset of single path TRPO on a task.
 *
 * @param method the sections of its settings that the other methods exchange
 * @param ofTask the deviations of the environment and of the policy
 * @param ofPaths the deviations of what an iteration samples
 */
export function paperTask(
  preset: Omit<Preset, 'deviates'>,
  method: PathMethod,
  ofTask: readonly string[],
  ofPaths: readonly string[] = [],
): PaperTask {
  return {
    ...preset,
    method,
    ofTask,
    ofPaths,
    deviates: [...ofTask, ...ofPaths, ...withDamping(method), UNDISCOUNTED_STATES, STANDARDISED_ADVANTAGES],
  }
}
