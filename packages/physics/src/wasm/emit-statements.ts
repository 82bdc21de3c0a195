import { isPinned } from '../ir/placement.ts'
import type { Block, Node, Statement } from '../ir/program.ts'
import type { Bytes } from './bytes.ts'
import { createBytes } from './bytes.ts'
import { type EmitSettings, valueEmitter } from './emit-values.ts'
import { i32 } from './locals.ts'
import { instructions, simdInstruction } from './numerics.ts'
import { opcodes } from './opcodes.ts'

/** Turns a mask of several lanes into an i32: v128.any_true. */
const anyTrue = simdInstruction(0x53)

/** The code of a block and of all that is in it. */
export function emitBlock(root: Block, settings: EmitSettings): readonly number[] {
  const { numerics, stride, locals } = settings
  const set = instructions[numerics]
  const buffers = new Map<Block, Bytes>()
  const values = valueEmitter(settings, (block) => {
    const buffer = buffers.get(block)
    if (!buffer) throw new Error('a node is computed in a block that is not open')
    return buffer
  })

  const emitCondition = (node: Node, out: Bytes, at: Block): void => {
    values.value(node, out, at)
    if (numerics !== 'f64') out.raw(...anyTrue)
  }

  const emitStatement = (statement: Statement, out: Bytes, at: Block): void => {
    switch (statement.type) {
      case 'get':
        if (!isPinned(statement.node)) throw new Error('only pinned nodes are statements')
        values.pinned(statement.node, out)
        return
      case 'set':
        values.value(statement.value, out, at)
        out.raw(opcodes.localSet)
        out.unsigned(locals.variable(statement.variable.index))
        return
      case 'store': {
        // The address goes first on the stack; the value may need statements of its own only in outer blocks.
        out.raw(opcodes.localGet)
        out.unsigned(locals.pointer)
        values.value(statement.value, out, at)
        out.raw(...set.store)
        out.unsigned(statement.row * stride)
        return
      }
      case 'if': {
        emitCondition(statement.condition, out, at)
        const condition = locals.fresh(i32)
        out.raw(opcodes.localSet)
        out.unsigned(condition)
        const body = emit(statement.body)
        out.raw(opcodes.localGet)
        out.unsigned(condition)
        out.raw(opcodes.if, opcodes.empty)
        out.append(body)
        out.raw(opcodes.end)
        return
      }
      case 'ifCount': {
        const body = emit(statement.body)
        out.raw(opcodes.localGet)
        out.unsigned(locals.counter(statement.counter.index))
        out.raw(opcodes.i32Const)
        out.signed(statement.atLeast)
        out.raw(opcodes.i32AtLeastSigned, opcodes.if, opcodes.empty)
        out.append(body)
        out.raw(opcodes.end)
        return
      }
      case 'loop': {
        const counter = locals.counter(statement.counter.index)
        const body = emit(statement.body)
        out.raw(opcodes.i32Const, 0, opcodes.localSet)
        out.unsigned(counter)
        out.raw(opcodes.block, opcodes.empty, opcodes.loop, opcodes.empty)
        out.append(body)
        out.raw(opcodes.localGet)
        out.unsigned(counter)
        out.raw(opcodes.i32Const, 1, opcodes.i32Add, opcodes.localTee)
        out.unsigned(counter)
        if (statement.limit === 'substeps') {
          out.raw(opcodes.localGet)
          out.unsigned(locals.substeps)
        } else {
          out.raw(opcodes.i32Const)
          out.signed(statement.limit)
        }
        out.raw(opcodes.i32LessSigned, opcodes.branchIf, 0, opcodes.end, opcodes.end)
        return
      }
      case 'breakUnless':
        emitCondition(statement.condition, out, at)
        out.raw(opcodes.i32IsZero, opcodes.branchIf, 1)
        return
    }
  }

  const emit = (block: Block): readonly number[] => {
    const out = createBytes()
    buffers.set(block, out)
    for (const statement of block.statements) emitStatement(statement, out, block)
    buffers.delete(block)
    return out.list
  }
  return emit(root)
}
