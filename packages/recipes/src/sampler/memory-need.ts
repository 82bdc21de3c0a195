/** Memory that a run takes at least for one of its purposes. */
export interface MemoryNeed {
  /** The field of the config that asks for it, and what it is: `sampler.quota.perIteration is 5000: a batch of so many samples`. */
  readonly origin: string
  /** How much. */
  readonly bytes: number
}
