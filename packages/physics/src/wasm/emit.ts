import type { Block, Node, Program, Statement } from '../ir/graph.ts'
import { isPinned, placeNodes } from '../ir/placement.ts'
import type { Bytes } from './bytes.ts'
import { createBytes } from './bytes.ts'
import { assembleModule } from './module.ts'
import type { Numerics } from './numerics.ts'
import { instructions, simdInstruction } from './numerics.ts'
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
 * State lies in memory as `rows` rows of `capacity` numbers (structure of arrays), the constants behind it. A node used
 * once is computed where it is used, on WebAssembly's stack; every other in a local, just before its first use.
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

  const loadFrom = (out: Bytes, address: number): void => {
    out.raw(0x41, 0x00, ...set.load)
    out.unsigned(address)
  }

  /** Leaves the node's value on the stack of code that is being written for `at`. */
  const emitValue = (node: Node, out: Bytes, at: Block): void => {
    if (node.operation === 'constant') {
      loadFrom(out, pool.number(node.data))
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
    const operand = (index: number): Node => {
      const value = node.operands[index]
      if (!value) throw new Error(`${node.operation} lacks operand ${index}`)
      return value
    }
    const emitAll = (): void => {
      for (const value of node.operands) emitValue(value, out, at)
    }
    const simple = set.simple[node.operation]
    if (simple) {
      emitAll()
      out.raw(...simple)
      return
    }
    if (numerics === 'f64') {
      emitScalar(node, operand, emitAll, out, at)
      return
    }
    switch (node.operation) {
      case 'true':
        loadFrom(out, pool.bit(0))
        loadFrom(out, pool.bit(0))
        out.raw(...simdInstruction(set.bytes === 8 ? 0xd6 : 0x37))
        return
      case 'neg':
        emitAll()
        loadFrom(out, pool.bit(set.bytes * 8 - 1))
        out.raw(...simdInstruction(0x51))
        return
      case 'abs':
        emitAll()
        loadFrom(out, pool.allButSign())
        out.raw(...simdInstruction(0x4e))
        return
      case 'select':
        emitValue(operand(1), out, at)
        emitValue(operand(2), out, at)
        emitValue(operand(0), out, at)
        out.raw(...simdInstruction(0x52))
        return
      case 'keep': {
        const mask = operand(0)
        const [positive] = mask.operands
        const inverted = mask.operation === 'not' && positive !== undefined && !nodeLocals.has(mask)
        emitValue(operand(1), out, at)
        emitValue(mask, out, at)
        if (inverted && placement.uses.get(mask) === 1 && placement.block.get(mask) === at) {
          // The mask was just written as `positive, not`: and-not does both in one instruction.
          out.list.length -= simdInstruction(0x4d).length
          out.raw(...simdInstruction(0x4f))
          return
        }
        out.raw(...simdInstruction(0x4e))
        return
      }
      case 'not':
        emitAll()
        out.raw(...simdInstruction(0x4d))
        return
      case 'bitToSign':
        emitAll()
        out.raw(0x41)
        out.signed(set.bytes * 8 - 1 - node.data)
        out.raw(...simdInstruction(set.bytes === 8 ? 0xcb : 0xab))
        loadFrom(out, pool.bit(set.bytes * 8 - 1))
        out.raw(...simdInstruction(0x4e))
        return
      case 'bitIsSet':
        emitAll()
        loadFrom(out, pool.bit(node.data))
        out.raw(...simdInstruction(0x4e))
        loadFrom(out, pool.bit(node.data))
        out.raw(...simdInstruction(set.bytes === 8 ? 0xd6 : 0x37))
        return
      default:
        throw new Error(`no instruction for ${node.operation}`)
    }
  }

  const emitScalar = (
    node: Node,
    operand: (index: number) => Node,
    emitAll: () => void,
    out: Bytes,
    at: Block,
  ): void => {
    switch (node.operation) {
      case 'true':
        out.raw(0x41, 0x01)
        return
      case 'min':
      case 'max': {
        // The same choice as the SIMD instructions pmin and pmax: b < a ? b : a, and a < b ? b : a.
        const [a, b] = [newLocal(set.valueType), newLocal(set.valueType)]
        emitValue(operand(0), out, at)
        out.raw(0x21)
        out.unsigned(a)
        emitValue(operand(1), out, at)
        out.raw(0x21)
        out.unsigned(b)
        for (const local of node.operation === 'min' ? [b, a, b, a] : [b, a, a, b]) {
          out.raw(0x20)
          out.unsigned(local)
        }
        out.raw(0x63, 0x1b)
        return
      }
      case 'select':
        emitValue(operand(1), out, at)
        emitValue(operand(2), out, at)
        emitValue(operand(0), out, at)
        out.raw(0x1b)
        return
      case 'keep':
        emitValue(operand(1), out, at)
        loadFrom(out, pool.number(0))
        emitValue(operand(0), out, at)
        out.raw(0x1b)
        return
      case 'not':
        emitAll()
        out.raw(0x45)
        return
      case 'xorBits':
        emitValue(operand(0), out, at)
        out.raw(0xbd)
        emitValue(operand(1), out, at)
        out.raw(0xbd, 0x85, 0xbf)
        return
      case 'bitToSign':
        emitAll()
        out.raw(0xbd, 0x42)
        out.signed(63 - node.data)
        out.raw(0x86)
        loadFrom(out, pool.bit(63))
        out.raw(0xbd, 0x83, 0xbf)
        return
      case 'bitIsSet':
        emitAll()
        out.raw(0xbd)
        loadFrom(out, pool.bit(node.data))
        out.raw(0xbd, 0x83, 0x50, 0x45)
        return
      default:
        throw new Error(`no instruction for ${node.operation}`)
    }
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
