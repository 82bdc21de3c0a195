import { isPinned, placeNodes } from '../ir/placement.ts'
import type { Block, Node, Program, Statement } from '../ir/program.ts'
import type { Bytes } from './bytes.ts'
import { createBytes } from './bytes.ts'
import { assembleModule } from './module.ts'
import type { Numerics } from './numerics.ts'
import { instructions, simdInstruction } from './numerics.ts'
import { loadConstant, writeOperation } from './operations.ts'
import { createPool } from './pool.ts'

/** A compiled kernel: the module's bytes and where its data lie. */
export interface Emitted {
  /** The WebAssembly binary. It exports `memory` and `step(blocks, substeps)`. */
  readonly binary: Uint8Array<ArrayBuffer>
  /** Bytes between the starts of two rows of state; row r starts at r x stride. */
  readonly stride: number
}

const blocksParameter = 0
const substepsParameter = 1
const pointer = 2
const firstLocal = 3
const i32 = 0x7f

/**
 * Writes a program as a WebAssembly module that runs it for every block of lanes.
 *
 * The state is in memory as `rows` rows of `capacity` numbers (structure of arrays), with the constants behind it. A
 * node that is used once is computed where it is used, on WebAssembly's stack; every other node is computed into a
 * local, just before its first use.
 */
export function emitModule(program: Program, numerics: Numerics, rows: number, capacity: number): Emitted {
  const set = instructions[numerics]
  const vectorBytes = set.lanes * set.bytes
  const stride = Math.ceil((capacity * set.bytes) / 16) * 16
  const pool = createPool(numerics, rows * stride)
  const placement = placeNodes(program)
  const locals: number[] = []
  const newLocal = (type: number): number => {
    locals.push(type)
    return firstLocal + locals.length - 1
  }
  const typeOf = (kind: Node['kind']): number => (kind === 'mask' ? set.maskType : set.valueType)
  const variableLocals = program.variables.map((variable) => newLocal(typeOf(variable.kind)))
  const counterLocals = Array.from({ length: program.counterCount }, () => newLocal(i32))
  const nodeLocals = new Map<Node, number>()
  const buffers = new Map<Block, Bytes>()
  const localOf = (map: readonly number[], index: number): number => {
    const local = map[index]
    if (local === undefined) throw new Error(`no local for ${index}`)
    return local
  }
  const bufferOf = (block: Block): Bytes => {
    const buffer = buffers.get(block)
    if (!buffer) throw new Error('a node is computed in a block that is not open')
    return buffer
  }

  /** Leaves the node's value on the stack of code that is being written for `at`. */
  const emitValue = (node: Node, out: Bytes, at: Block): void => {
    if (node.operation === 'constant') {
      loadConstant(out, numerics, pool.number(node.data))
      return
    }
    const known = nodeLocals.get(node)
    if (known !== undefined) {
      out.raw(0x20)
      out.unsigned(known)
      return
    }
    const home = placement.block.get(node)
    if (!home) throw new Error(`node ${node.id} has no place`)
    if (home === at && placement.uses.get(node) === 1) {
      emitOperation(node, out, at)
      return
    }
    const local = newLocal(typeOf(node.kind))
    if (home === at) {
      emitOperation(node, out, at)
      nodeLocals.set(node, local)
      out.raw(0x22)
      out.unsigned(local)
      return
    }
    const outer = bufferOf(home)
    emitOperation(node, outer, home)
    nodeLocals.set(node, local)
    outer.raw(0x21)
    outer.unsigned(local)
    out.raw(0x20)
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
      newLocal,
      /** True if the mask's last instruction, its `not`, was just written for this use alone. */
      endsInNot: (mask) =>
        mask.operation === 'not' && placement.uses.get(mask) === 1 && placement.block.get(mask) === at,
    })
  }

  const emitCondition = (node: Node, out: Bytes, at: Block): void => {
    emitValue(node, out, at)
    if (numerics !== 'f64') out.raw(...simdInstruction(0x53))
  }

  const emitPinned = (node: Node, out: Bytes): void => {
    if (!placement.uses.has(node)) return
    if (node.operation === 'get') {
      out.raw(0x20)
      out.unsigned(localOf(variableLocals, node.data))
    } else if (node.operation === 'load') {
      out.raw(0x20)
      out.unsigned(pointer)
      out.raw(...set.load)
      out.unsigned(node.data * stride)
    } else {
      out.raw(0x20)
      out.unsigned(localOf(counterLocals, node.data))
      out.raw(0x41)
      out.signed(vectorBytes)
      out.raw(0x6c, ...set.load)
      out.unsigned(pool.table(node.table))
    }
    const local = newLocal(typeOf(node.kind))
    nodeLocals.set(node, local)
    out.raw(0x21)
    out.unsigned(local)
  }

  const emitStatement = (statement: Statement, out: Bytes, at: Block): void => {
    switch (statement.type) {
      case 'get':
        if (!isPinned(statement.node)) throw new Error('only pinned nodes are statements')
        emitPinned(statement.node, out)
        return
      case 'set':
        emitValue(statement.value, out, at)
        out.raw(0x21)
        out.unsigned(localOf(variableLocals, statement.variable.index))
        return
      case 'store': {
        // The address goes first on the stack; the value may need statements of its own only in outer blocks.
        out.raw(0x20)
        out.unsigned(pointer)
        emitValue(statement.value, out, at)
        out.raw(...set.store)
        out.unsigned(statement.row * stride)
        return
      }
      case 'if': {
        emitCondition(statement.condition, out, at)
        const condition = newLocal(i32)
        out.raw(0x21)
        out.unsigned(condition)
        const body = emitBlock(statement.body)
        out.raw(0x20)
        out.unsigned(condition)
        out.raw(0x04, 0x40)
        out.append(body)
        out.raw(0x0b)
        return
      }
      case 'ifCount': {
        const body = emitBlock(statement.body)
        out.raw(0x20)
        out.unsigned(localOf(counterLocals, statement.counter.index))
        out.raw(0x41)
        out.signed(statement.atLeast)
        out.raw(0x4e, 0x04, 0x40)
        out.append(body)
        out.raw(0x0b)
        return
      }
      case 'loop': {
        const counter = localOf(counterLocals, statement.counter.index)
        const body = emitBlock(statement.body)
        out.raw(0x41, 0x00, 0x21)
        out.unsigned(counter)
        out.raw(0x02, 0x40, 0x03, 0x40)
        out.append(body)
        out.raw(0x20)
        out.unsigned(counter)
        out.raw(0x41, 0x01, 0x6a, 0x22)
        out.unsigned(counter)
        if (statement.limit === 'substeps') {
          out.raw(0x20)
          out.unsigned(substepsParameter)
        } else {
          out.raw(0x41)
          out.signed(statement.limit)
        }
        out.raw(0x48, 0x0d, 0x00, 0x0b, 0x0b)
        return
      }
      case 'breakUnless':
        emitCondition(statement.condition, out, at)
        out.raw(0x45, 0x0d, 0x01)
        return
    }
  }

  const emitBlock = (block: Block): readonly number[] => {
    const out = createBytes()
    buffers.set(block, out)
    for (const statement of block.statements) emitStatement(statement, out, block)
    buffers.delete(block)
    return out.list
  }

  const body = emitBlock(program.root)
  const code = createBytes()
  code.raw(0x41, 0x00, 0x21)
  code.unsigned(pointer)
  code.raw(0x02, 0x40, 0x03, 0x40)
  code.append(body)
  code.raw(0x20)
  code.unsigned(pointer)
  code.raw(0x41)
  code.signed(vectorBytes)
  code.raw(0x6a, 0x22)
  code.unsigned(pointer)
  code.raw(0x20)
  code.unsigned(blocksParameter)
  code.raw(0x41)
  code.signed(vectorBytes)
  code.raw(0x6c, 0x49, 0x0d, 0x00, 0x0b, 0x0b)
  const data = pool.contents()
  const binary = assembleModule({ code: code.list, locals: [i32, ...locals], data, dataAddress: rows * stride })
  return { binary, stride }
}
