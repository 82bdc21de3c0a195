import { STANDARDISED_ADVANTAGES, UNDISCOUNTED_STATES, WITH_DAMPING } from './paper-method.ts'
import type { Preset } from './preset.ts'

/** Single path TRPO on a task of the paper. Its deviations are kept by what they are about, since other methods share some. */
export interface PaperTask extends Preset {
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
 * @param ofTask the deviations of the environment and of the policy
 * @param ofPaths the deviations of what an iteration samples
 */
export function paperTask(
  preset: Omit<Preset, 'deviates'>,
  ofTask: readonly string[],
  ofPaths: readonly string[] = [],
): PaperTask {
  return {
    ...preset,
    ofTask,
    ofPaths,
    deviates: [...ofTask, ...ofPaths, WITH_DAMPING, UNDISCOUNTED_STATES, STANDARDISED_ADVANTAGES],
  }
}
