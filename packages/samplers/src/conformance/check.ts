/** One thing that every sampler must do. */
export interface ConformanceCheck {
  /** What holds, as a sentence: the title of a test. */
  readonly name: string
  /** Tries it. Rejects with an Error that says what was found and what was expected; settles when it holds. */
  run(): Promise<void>
}
