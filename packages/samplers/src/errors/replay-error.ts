import { StepError } from './step-error.ts'

/** An open episode could not be replayed: the environment does not repeat what it did when the episode was sampled. */
export class ReplayError extends StepError {
  override readonly name = 'ReplayError'
}
