import type { Placement } from '../ir/placement.ts'
import type { Block, Node } from '../ir/program.ts'
import type { Bytes } from './bytes.ts'
import type { Locals } from './locals.ts'
import type { Numerics } from './numerics.ts'
import { instructions } from './numerics.ts'
import { opcodes } from './opcodes.ts'
import { loadConstant, writeOperation } from './operations.ts'
import type { ConstantPool } from './pool.ts'

/** What a kernel is written with. */
export interface EmitSettings {
  readonly numerics: Numerics
  /** Bytes between the starts of two rows of state. */
  readonly stride: number
  readonly pool: ConstantPool
  readonly placement: Placement
  readonly locals: Locals
}

/** Writes the values of nodes. */
export interface ValueEmitter {
  /** Leaves the node's value on the stack of code that is being written for the block `at`. */
  value(node: Node, out: Bytes, at: Block): void
  /** Reads the variable, the row or the entry of a table that a node stands for into a local, now. */
  pinned(node: Node, out: Bytes): void
}

/**
 * A node that is used once is computed where it is used, on WebAssembly's stack; every other node is computed into a
 * local, just before its first use.
 *
 * @param bufferOf the code of a block that is being written.
 */
export function valueEmitter(settings: EmitSettings, bufferOf: (block: Block) => Bytes): ValueEmitter {
  const { numerics, stride, pool, placement, locals } = settings
  const set = instructions[numerics]
  const nodeLocals = new Map<Node, number>()

  const emitValue = (node: Node, out: Bytes, at: Block): void => {
    if (node.operation === 'constant') {
      loadConstant(out, numerics, pool.number(node.data))
      return
    }
    const known = nodeLocals.get(node)
    if (known !== undefined) {
      out.raw(opcodes.localGet)
      out.unsigned(known)
      return
    }
    const home = placement.block.get(node)
    if (!home) throw new Error(`node ${node.id} has no place`)
    if (home === at && placement.uses.get(node) === 1) {
      emitOperation(node, out, at)
      return
    }
    const local = locals.freshOf(node.kind)
    if (home === at) {
      emitOperation(node, out, at)
      nodeLocals.set(node, local)
      out.raw(opcodes.localTee)
      out.unsigned(local)
      return
    }
    const outer = bufferOf(home)
    emitOperation(node, outer, home)
    nodeLocals.set(node, local)
    outer.raw(opcodes.localSet)
    outer.unsigned(local)
    out.raw(opcodes.localGet)
    out.unsigned(local)
  }

  const emitOperation = (node: Node, out: Bytes, at: Block): void => {
    writeOperation(node, {
      numerics,
      out,
      pool,
      value: (operand) => {
        emitValue(operand, out, at)
      },
      newLocal: locals.fresh,
      /** True if the mask's last instruction, its `not`, was just written for this use alone. */
      endsInNot: (mask) =>
        mask.operation === 'not' && placement.uses.get(mask) === 1 && placement.block.get(mask) === at,
    })
  }

  const emitPinned = (node: Node, out: Bytes): void => {
    if (!placement.uses.has(node)) return
    if (node.operation === 'get') {
      out.raw(opcodes.localGet)
      out.unsigned(locals.variable(node.data))
    } else if (node.operation === 'load') {
      out.raw(opcodes.localGet)
      out.unsigned(locals.pointer)
      out.raw(...set.load)
      out.unsigned(node.data * stride)
    } else {
      out.raw(opcodes.localGet)
      out.unsigned(locals.counter(node.data))
      out.raw(opcodes.i32Const)
      out.signed(set.lanes * set.bytes)
      out.raw(opcodes.i32Mul, ...set.load)
      out.unsigned(pool.table(node.table))
    }
    const local = locals.freshOf(node.kind)
    nodeLocals.set(node, local)
    out.raw(opcodes.localSet)
    out.unsigned(local)
  }

  return { value: emitValue, pinned: emitPinned }
}
