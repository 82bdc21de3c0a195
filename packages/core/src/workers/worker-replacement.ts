/** A worker died, and another one takes its place. */
export interface WorkerReplacement {
  /** What is computed again, in words: `lane groups 0 to 5`, or the name of a task. */
  readonly work: string
  /** Why the worker died, to complete `it died because ...`. */
  readonly reason: string
  /** How often it has died within the iteration, or within the task. */
  readonly deaths: number
}
