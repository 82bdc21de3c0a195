import { STANDARDISED_ADVANTAGES, UNDISCOUNTED_STATES, WITH_DAMPING } from './paper-method.ts'
import type { Preset } from './preset.ts'

/** Single path TRPO on a task of the paper. Its deviations are kept by what they are about, since other methods share some. */
export interface PaperTask extends Preset {
  /** The deviations of the environment and of the policy. */
  readonly ofTask: readonly string[]
  /** The deviations of what an iteration samples. */
  readonly ofPaths: readonly string[]
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
