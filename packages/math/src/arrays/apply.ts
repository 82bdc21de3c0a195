import { startKernels } from './kernels-wasm.ts'

/** The compiled kernels (see `assembly/`), which work in place on `pairs` pairs of doubles from the byte `at` on. */
interface Kernels {
  readonly memory: { readonly buffer: ArrayBuffer }
  free(): number
  exp(at: number, pairs: number): number
  log(at: number, pairs: number): number
  log1p(at: number, pairs: number): number
  sine(at: number, pairs: number, turns: number): number
  tanh(at: number, pairs: number): number
}

/** The kernels and the part of their memory that numbers are put into. */
interface Workplace {
  readonly kernels: Kernels
  /** Where it begins, in bytes. */
  readonly at: number
  /** Room for CHUNK numbers there. */
  readonly room: Float64Array
}

/** Numbers that are worked on at a time, few enough to stay in the processor's first cache. */
const CHUNK = 1024

/** Below this many numbers the scalar function is faster than the way to the kernels and back. */
const FEWEST = 4

/** Up to this many numbers a loop copies faster than the built-in function does. */
const FEW = 32

// The first call that needs it starts it. Only its scratch memory is ever written, and that is read within one call.
let workplace: Workplace | undefined
let started = false

function start(): Workplace | undefined {
  started = true
  const kernels = startKernels() as Kernels | undefined
  if (kernels === undefined) return undefined
  const at = kernels.free()
  workplace = { kernels, at, room: new Float64Array(kernels.memory.buffer, at, CHUNK) }
  return workplace
}

/** A scalar function, and the kernel that gives the same bits for pairs of numbers, up to the first rare pair. */
export interface ArrayFunction {
  readonly name: string
  readonly scalar: (x: number) => number
  readonly pairs: (kernels: Kernels, at: number, pairs: number) => number
}

/** into[i] = f(x[i]) for i < n. Throws a RangeError unless both arrays hold n numbers. */
export function applyToArray(f: ArrayFunction, x: Float64Array, into: Float64Array, n: number): void {
  if (!(Number.isInteger(n) && n >= 0 && n <= x.length && n <= into.length)) {
    throw new RangeError(
      `${f.name} was asked for ${n} numbers of an array of ${x.length} into one of ${into.length}; expected a whole number of at most both lengths`,
    )
  }
  const place = n < FEWEST || started ? workplace : start()
  if (n < FEWEST || place === undefined) {
    for (let i = 0; i < n; i++) into[i] = f.scalar(x[i])
    return
  }
  for (let from = 0; from < n; from += CHUNK) applyToChunk(f, place, x, into, from, Math.min(n, from + CHUNK))
}

function applyToChunk(
  { scalar, pairs }: ArrayFunction,
  { kernels, at, room }: Workplace,
  x: Float64Array,
  into: Float64Array,
  from: number,
  to: number,
): void {
  const count = to - from
  if (count <= FEW) for (let i = 0; i < count; i++) room[i] = x[from + i]
  else room.set(count === x.length ? x : x.subarray(from, to))
  // An odd count leaves half a pair, whose result is not read; 1 is a rare number for no function.
  if ((count & 1) === 1) room[count] = 1
  const all = (count + 1) >> 1
  for (let done = 0; done < all; ) {
    done += pairs(kernels, at + 16 * done, all - done)
    if (done === all) break
    room[2 * done] = scalar(room[2 * done])
    room[2 * done + 1] = scalar(room[2 * done + 1])
    done++
  }
  if (count <= FEW) for (let i = 0; i < count; i++) into[from + i] = room[i]
  else into.set(count === CHUNK ? room : room.subarray(0, count), from)
}
