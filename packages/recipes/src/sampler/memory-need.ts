/** The least memory that a run takes for one of its purposes. */
export interface MemoryNeed {
  /**
   * The field of the config that asks for it, and what it is for: `sampler.quota.perIteration is 5000: a batch of so many
   * samples`.
   */
  readonly origin: string
  /** How much it takes at least, in bytes. */
  readonly bytes: number
}
