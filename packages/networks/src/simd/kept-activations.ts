import type { SimdTapeMemory } from './simd-tape.ts'

/** An array for the activations of a tape; the network owns it and may give it to another tape. */
export interface KeptSlot {
  readonly array: Float32Array
  /** `keptChunks` of the memory that it was given to: a mark by which to know it that does not keep it alive. */
  owner: Uint8Array | undefined
  /** The version of theta at its last use. */
  version: number
}

/** Hands out arrays for the activations of tapes; all of them together stay within a limit. */
export interface KeptActivations {
  /** The array that `memory` has; undefined when it has none or lost it. `version` is that of the present theta. */
  of(memory: SimdTapeMemory, version: number): Float32Array | undefined
  /** An array of at least `length` for `memory`, which has none; undefined when the limit does not allow it. */
  give(memory: SimdTapeMemory, length: number, version: number): Float32Array | undefined
  /** Takes the array of a memory that is used no more. */
  drop(memory: SimdTapeMemory): void
}

/**
 * At most `limit` bytes. A tape that was last used with other parameters than the present ones loses its array when a
 * new one needs it, since it has most likely been forgotten; only the engine knows which tapes can still be reached.
 * Among tapes of the present parameters the first ones keep theirs, so that a cycle over too many tapes finds some of
 * them.
 */
export function keptActivations(limit: number): KeptActivations {
  let slots: KeptSlot[] = []
  let bytes = 0

  const ownedBy = (memory: SimdTapeMemory): KeptSlot | undefined =>
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
