/** An array for the activations of a tape; the network owns it and may give it to another tape. */
interface KeptSlot {
  readonly array: Float32Array
  /** `keptChunks` of the memory that has the array. It identifies the memory without keeping it alive. */
  owner: Uint8Array | undefined
  /** The version of theta at its last use. */
  version: number
}

/** What a tape's memory keeps of the activations that it was given. */
export interface KeptBy {
  /** Activations in the kernels' layout, chunk by chunk, as long as there is room for them. */
  kept: KeptSlot | undefined
  /** Which chunks of `kept` belong to the current tape. */
  readonly keptChunks: Uint8Array
}

/** Hands out arrays for the activations of tapes; all of them together stay within a limit. */
export interface KeptActivations {
  /** The array that `memory` has; undefined when it has none or lost it. `version` is that of the current theta. */
  of(memory: KeptBy, version: number): Float32Array | undefined
  /** An array of at least `length` for `memory`, which has none; undefined when the limit does not allow it. */
  give(memory: KeptBy, length: number, version: number): Float32Array | undefined
  /** Takes back the array of a memory that is no longer used. */
  drop(memory: KeptBy): void
}

/**
 * Activations of at most `limit` bytes. A tape that was last used with earlier parameters loses its array when a new
 * one needs it: most likely it has been forgotten, and only the engine knows which tapes can still be reached. Among
 * tapes of the current parameters the first ones keep theirs, so a cycle over too many tapes finds some of them.
 */
export function keptActivations(limit: number): KeptActivations {
  let slots: KeptSlot[] = []
  let bytes = 0

  const ownedBy = (memory: KeptBy): KeptSlot | undefined =>
    memory.kept?.owner === memory.keptChunks ? memory.kept : undefined

  return {
    of(memory, version) {
      const slot = ownedBy(memory)
      if (slot !== undefined) slot.version = version
      return slot?.array
    },

    give(memory, length, version) {
      let slot = slots.find((candidate) => candidate.version !== version && candidate.array.length >= length)
      if (slot === undefined) {
        if (bytes + 4 * length > limit) {
          slots = slots.filter((candidate) => candidate.version === version)
          bytes = slots.reduce((sum, { array }) => sum + array.byteLength, 0)
          if (bytes + 4 * length > limit) return undefined
        }
        slot = { array: new Float32Array(length), owner: undefined, version }
        slots.push(slot)
        bytes += slot.array.byteLength
      }
      slot.owner = memory.keptChunks
      slot.version = version
      memory.kept = slot
      memory.keptChunks.fill(0)
      return slot.array
    },

    drop(memory) {
      const slot = ownedBy(memory)
      if (slot !== undefined) slot.version = -1
    },
  }
}
