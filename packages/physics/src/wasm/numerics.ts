import type { Operation } from '../ir/program.ts'

/**
 * The arithmetic of a module: one lane of f64 (`f64`, the oracle), two (`f64x2`, the default) or four lanes of f32
 * (`f32x4`, faster and only as exact as single precision).
 *
 * `f64` and `f64x2` give the same bits; `f32x4` is another numerics and belongs in the name of a result.
 */
export type Numerics = 'f64' | 'f64x2' | 'f32x4'

/** The WebAssembly instructions of a numerics. */
export interface Instructions {
  /** Environments that one vector holds. */
  readonly lanes: number
  /** Bytes of one number. */
  readonly bytes: 4 | 8
  /** The opcodes of operations that take their one or two operands from the stack and leave the result there. */
  readonly simple: Partial<Record<Operation, readonly number[]>>
  readonly load: readonly number[]
  readonly store: readonly number[]
  readonly valueType: number
  readonly maskType: number
}

const simd = (opcode: number): readonly number[] =>
  opcode < 128 ? [0xfd, opcode] : [0xfd, (opcode & 0x7f) | 0x80, opcode >> 7]

/** A SIMD instruction's bytes by its number. */
export const simdInstruction: (opcode: number) => readonly number[] = simd

const masks: Partial<Record<Operation, readonly number[]>> = { and: simd(0x4e), or: simd(0x50), xor: simd(0x51) }

/** The instructions of each numerics. Opcodes: WebAssembly core specification 2.0, appendix "Index of Instructions". */
export const instructions: Record<Numerics, Instructions> = {
  f64: {
    lanes: 1,
    bytes: 8,
    simple: {
      add: [0xa0],
      sub: [0xa1],
      mul: [0xa2],
      div: [0xa3],
      neg: [0x9a],
      abs: [0x99],
      sqrt: [0x9f],
      lt: [0x63],
      le: [0x65],
      and: [0x71],
      or: [0x72],
      xor: [0x73],
    },
    load: [0x2b, 0x03],
    store: [0x39, 0x03],
    valueType: 0x7c,
    maskType: 0x7f,
  },
  f64x2: {
    lanes: 2,
    bytes: 8,
    simple: {
      ...masks,
      add: simd(0xf0),
      sub: simd(0xf1),
      mul: simd(0xf2),
      div: simd(0xf3),
      min: simd(0xf6),
      max: simd(0xf7),
      sqrt: simd(0xef),
      lt: simd(0x49),
      le: simd(0x4b),
      xorBits: simd(0x51),
    },
    load: [...simd(0x00), 0x04],
    store: [...simd(0x0b), 0x04],
    valueType: 0x7b,
    maskType: 0x7b,
  },
  f32x4: {
    lanes: 4,
    bytes: 4,
    simple: {
      ...masks,
      add: simd(0xe4),
      sub: simd(0xe5),
      mul: simd(0xe6),
      div: simd(0xe7),
      min: simd(0xea),
      max: simd(0xeb),
      sqrt: simd(0xe3),
      lt: simd(0x43),
      le: simd(0x45),
      xorBits: simd(0x51),
    },
    load: [...simd(0x00), 0x04],
    store: [...simd(0x0b), 0x04],
    valueType: 0x7b,
    maskType: 0x7b,
  },
}
