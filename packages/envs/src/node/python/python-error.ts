/**
 * Why Python could not do what it was asked for. Of the environment: `unknown` (there is none of that name), `package` (one is
 * missing), `space` (its observations or actions cannot be carried), `options`, `raised` (it raised an exception). Of the process:
 * `missing` (there is no Python), `died`, `hung` (it was killed), `protocol` (it sent what is no answer), and `differs` (after a
 * new start an episode did not repeat itself).
 */
export type PythonFault =
  | 'unknown'
  | 'package'
  | 'space'
  | 'options'
  | 'raised'
  | 'missing'
  | 'died'
  | 'hung'
  | 'protocol'
  | 'differs'

/** What went wrong with Python or in it. */
export class PythonError extends Error {
  override readonly name = 'PythonError'
  /** What kind of fault it is. */
  readonly fault: PythonFault
  /** The lane that an exception was raised in, where it is known. */
  readonly lane: number | undefined

  /** The error of a fault. */
  constructor(
    fault: PythonFault,
    message: string,
    { lane, ...options }: ErrorOptions & { readonly lane?: number } = {},
  ) {
    super(message, options)
    this.fault = fault
    this.lane = lane
  }
}
