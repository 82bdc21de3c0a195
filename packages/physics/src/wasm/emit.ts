import { placeNodes } from '../ir/placement.ts'
import type { Program } from '../ir/program.ts'
import { createBytes } from './bytes.ts'
import { emitBlock } from './emit-statements.ts'
import { localsOf } from './locals.ts'
import { assembleModule } from './module.ts'
import type { Numerics } from './numerics.ts'
import { instructions } from './numerics.ts'
import { opcodes } from './opcodes.ts'
import { createPool } from './pool.ts'

/** A compiled kernel: the module's bytes and where its data lie. */
export interface Emitted {
  /** The WebAssembly binary. It exports `memory` and `step(blocks, substeps)`. */
  readonly binary: Uint8Array<ArrayBuffer>
  /** Bytes between the starts of two rows of state; row r starts at r x stride. */
  readonly stride: number
}

/**
 * Writes a program as a WebAssembly module that runs it for every block of lanes.
 *
 * The state is in memory as `rows` rows of `capacity` numbers (structure of arrays), with the constants behind it.
 */
export function emitModule(program: Program, numerics: Numerics, rows: number, capacity: number): Emitted {
  const { lanes, bytes } = instructions[numerics]
  const stride = Math.ceil((capacity * bytes) / 16) * 16
  const pool = createPool(numerics, rows * stride)
  const locals = localsOf(program, numerics)
  const body = emitBlock(program.root, { numerics, stride, pool, placement: placeNodes(program), locals })
  const { pointer, blocks } = locals
  const code = createBytes()
  code.raw(opcodes.i32Const, 0, opcodes.localSet)
  code.unsigned(pointer)
  code.raw(opcodes.block, opcodes.empty, opcodes.loop, opcodes.empty)
  code.append(body)
  code.raw(opcodes.localGet)
  code.unsigned(pointer)
  code.raw(opcodes.i32Const)
  code.signed(lanes * bytes)
  code.raw(opcodes.i32Add, opcodes.localTee)
  code.unsigned(pointer)
  code.raw(opcodes.localGet)
  code.unsigned(blocks)
  code.raw(opcodes.i32Const)
  code.signed(lanes * bytes)
  code.raw(opcodes.i32Mul, opcodes.i32LessUnsigned, opcodes.branchIf, 0, opcodes.end, opcodes.end)
  const data = pool.contents()
  const binary = assembleModule({ code: code.list, locals: locals.types(), data, dataAddress: rows * stride })
  return { binary, stride }
}
