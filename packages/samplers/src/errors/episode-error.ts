import { StepError } from './step-error.ts'

/** An environment has failed in a step: it has thrown an error. */
export class EpisodeError extends StepError {
  override readonly name = 'EpisodeError'
}
