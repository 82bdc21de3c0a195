import { philox4x32 } from '../philox.ts'
import { normalOf, uniformOf } from '../variates.ts'
import { startKernels } from './kernels-wasm.ts'
import type { RowPositions } from './row-positions.ts'

/** The compiled kernel, see `assembly/draws.ts`; b, c and into are addresses in bytes. */
interface Kernels {
  readonly memory: { readonly buffer: ArrayBuffer }
  free(): number
  draw(
    kind: number,
    key0: number,
    key1: number,
    a: number,
    b: number,
    c: number,
    rows: number,
    first: number,
    end: number,
    into: number,
  ): number
}

/** The kernel and the layout of its memory. */
interface Workplace {
  readonly kernels: Kernels
  readonly b: Uint32Array
  readonly c: Uint32Array
  readonly numbers: Float64Array
}

/** How many numbers are drawn at a time, and the greatest number of their rows. */
const CHUNK = 1024

/** Up to this many numbers a loop copies faster than the built-in function does. */
const FEW = 32

// The first call starts it. Only its scratch memory is ever written, and that is read within one call.
let workplace: Workplace | undefined
let started = false

function start(): Workplace | undefined {
  started = true
  const kernels = startKernels() as Kernels | undefined
  if (kernels === undefined) return undefined
  const { buffer } = kernels.memory
  const at = kernels.free()
  workplace = {
    kernels,
    numbers: new Float64Array(buffer, at, CHUNK),
    b: new Uint32Array(buffer, at + 8 * CHUNK, CHUNK),
    c: new Uint32Array(buffer, at + 12 * CHUNK, CHUNK),
  }
  return workplace
}

/** A kind of draw: its number for the kernel, and the same draw from one block. */
export interface DrawKind {
  readonly number: number
  readonly ofBlock: (block: Uint32Array) => number
}

export const UNIFORM: DrawKind = { number: 0, ofBlock: uniformOf }
export const NORMAL: DrawKind = { number: 1, ofBlock: normalOf }

/** into[row * draws + d] = draw d at the position of the row, for a valid a. See `normalRows`. */
export function drawRows(
  kind: DrawKind,
  key: readonly [number, number],
  positions: RowPositions,
  rows: number,
  draws: number,
  into: Float64Array,
): void {
  if (draws === 0) return
  const place = started ? workplace : start()
  if (place === undefined) {
    const block = new Uint32Array(4)
    for (let i = 0; i < rows * draws; i++) into[i] = alone(kind, key, positions, draws, i, block)
    return
  }
  // As many whole rows as fit, or as much of one row.
  const together = Math.max(1, Math.floor(CHUNK / draws))
  for (let row = 0; row < rows; row += together) {
    const some = Math.min(together, rows - row)
    for (let i = 0; i < some; i++) {
      place.b[i] = positions.b[row + i]
      place.c[i] = positions.c[row + i]
    }
    for (let first = 0; first < draws; first += CHUNK) {
      const end = Math.min(draws, first + CHUNK)
      drawChunk(kind, place, key, positions, some, first, end, draws, into, row * draws + first)
    }
  }
}

function drawChunk(
  kind: DrawKind,
  { kernels, b, c, numbers }: Workplace,
  key: readonly [number, number],
  positions: RowPositions,
  rows: number,
  first: number,
  end: number,
  draws: number,
  into: Float64Array,
  at: number,
): void {
  const { number } = kind
  const [key0, key1] = key
  const missing = kernels.draw(
    number,
    key0,
    key1,
    positions.a,
    b.byteOffset,
    c.byteOffset,
    rows,
    first,
    end,
    numbers.byteOffset,
  )
  const count = rows * (end - first)
  if (count <= FEW) for (let i = 0; i < count; i++) into[at + i] = numbers[i]
  else into.set(count === CHUNK ? numbers : numbers.subarray(0, count), at)
  if (missing === 0) return
  const block = new Uint32Array(4)
  for (let i = at; i < at + count; i++)
    if (Number.isNaN(into[i])) into[i] = alone(kind, key, positions, draws, i, block)
}

/** Number i of `into`, by the scalar functions; `block` is room for its Philox block. */
function alone(
  { ofBlock }: DrawKind,
  [key0, key1]: readonly [number, number],
  { a, b, c }: RowPositions,
  draws: number,
  i: number,
  block: Uint32Array,
): number {
  const row = Math.floor(i / draws)
  philox4x32(block, i - row * draws, c[row], b[row], a, key0, key1)
  return ofBlock(block)
}
