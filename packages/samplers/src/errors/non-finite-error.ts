import { StepError } from './step-error.ts'

/** An environment gave a number that is not finite. */
export class NonFiniteError extends StepError {
  override readonly name = 'NonFiniteError'
}
