import type { ObservationArray } from '@trpo/math'
import type { KeptActivations } from './kept-activations.ts'
import { PANEL_ROWS } from './kernels.ts'
import { type Block, forwardBlock } from './passes.ts'
import type { SimdTape } from './simd-tape.ts'
import { BLOCK_ROWS, CHUNK_ROWS, type Workspace } from './workspace.ts'

/** A block of a chunk, and its first row counted from the first of the chunk. */
export interface ChunkBlock extends Block {
  readonly first: number
}

/** How many chunks of at most CHUNK_ROWS rows there are. */
export function chunksOf(rows: number): number {
  return Math.ceil(rows / CHUNK_ROWS)
}

/** The blocks of a chunk, the last of which may be short. */
export function blocksOf(space: Workspace, tape: SimdTape, chunk: number): readonly ChunkBlock[] {
  const blocks: ChunkBlock[] = []
  const end = Math.min(tape.rows - chunk * CHUNK_ROWS, CHUNK_ROWS)
  let at = space.activations
  for (let first = 0; first < end; first += BLOCK_ROWS) {
    const rows = Math.min(BLOCK_ROWS, end - first)
    const panels = Math.ceil(rows / PANEL_ROWS)
    blocks.push({ first, rows, panels, at })
    at += panels * space.plan.stride
  }
  return blocks
}

/** Computes the activations of a chunk, whose blocks are returned; theta is in place. */
export function compute(space: Workspace, tape: SimdTape, chunk: number): readonly ChunkBlock[] {
  const { kernels, plan, staging, inputSize } = space
  // Bytes become floats here, a chunk at a time.
  space.f32.set(rowsOfChunk<Float32Array | Uint8Array>(tape.x, tape.rows, chunk, inputSize), staging / 4)
  const blocks = blocksOf(space, tape, chunk)
  for (const block of blocks) {
    const source = staging + 4 * block.first * inputSize
    kernels.panelsFromRows(block.rows, inputSize, source, block.at, plan.stride)
    forwardBlock(space, block)
  }
  space.resident = { tape, chunk }
  return blocks
}

/** Makes sure that the activations of a chunk are in the kernels' memory; theta is in place. */
export function makeResident(space: Workspace, kept: KeptActivations, tape: SimdTape, chunk: number): void {
  if (space.resident?.tape === tape && space.resident.chunk === chunk) return
  const { memory } = tape
  const lengthOf = (rows: number) => (Math.ceil(rows / PANEL_ROWS) * space.plan.stride) / 4
  const start = chunk * lengthOf(CHUNK_ROWS)
  const length = lengthOf(Math.min(CHUNK_ROWS, tape.rows - chunk * CHUNK_ROWS))
  const at = space.activations / 4
  let array = kept.of(memory, space.theta.version)
  if (array !== undefined && memory.keptChunks[chunk] !== 0) {
    space.f32.set(array.subarray(start, start + length), at)
    space.resident = { tape, chunk }
    return
  }
  compute(space, tape, chunk)
  array ??= kept.give(memory, lengthOf(memory.capacity), space.theta.version)
  if (array === undefined) return
  array.set(space.f32.subarray(at, at + length), start)
  memory.keptChunks[chunk] = 1
}

/** The rows of a chunk, of an array with `size` numbers a row. */
export function rowsOfChunk<T extends ObservationArray>(array: T, rows: number, chunk: number, size: number): T {
  const start = chunk * CHUNK_ROWS
  const end = Math.min(rows, start + CHUNK_ROWS)
  return array.length === (end - start) * size ? array : (array.subarray(start * size, end * size) as T)
}

/** Copies a chunk's outputs, or their tangents, from the staging area to where they belong. */
export function copyRowsOut(space: Workspace, rows: number, chunk: number, target: Float32Array): void {
  const start = chunk * CHUNK_ROWS
  const end = Math.min(rows, start + CHUNK_ROWS)
  const { outputSize: size } = space
  const at = space.staging / 4
  target.set(space.f32.subarray(at, at + (end - start) * size), start * size)
}
