import type { Network } from '../network.ts'
import { chunksOf } from './chunks.ts'
import type { Engine } from './engine.ts'
import type { SimdTape, SimdTapeMemory } from './simd-tape.ts'

/**
 * Memory for a tape of `capacity` rows. It is that of `reuse` if that is large enough; otherwise `reuse` gives up its
 * activations.
 */
export function memoryFor(
  network: Network<SimdTape>,
  capacity: number,
  engine: Engine<SimdTape>,
  reuse: SimdTape | undefined,
): SimdTapeMemory {
  if (reuse !== undefined) {
    if (reuse.memory.capacity >= capacity) return reuse.memory
    reuse.memory.tape = undefined
    engine.drop(reuse.memory)
  }
  return {
    network,
    capacity,
    y: new Float32Array(capacity * network.outputSize),
    dy: undefined,
    tape: undefined,
    kept: undefined,
    keptChunks: new Uint8Array(chunksOf(capacity)),
  }
}
