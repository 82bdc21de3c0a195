import type { Node } from '../ir/program.ts'
import type { Bytes } from './bytes.ts'
import type { Numerics } from './numerics.ts'
import { instructions, simdInstruction } from './numerics.ts'
import type { ConstantPool } from './pool.ts'

/** The place where an operation is written, and the way its operands get onto the stack before it. */
export interface OperationWriter {
  readonly numerics: Numerics
  readonly out: Bytes
  readonly pool: ConstantPool
  /** Writes the code that leaves a node's value on the stack. */
  value(node: Node): void
  /** A local of a WebAssembly value type. */
  newLocal(type: number): number
  endsInNot(mask: Node): boolean
}

/** Loads a constant from the pool. */
export function loadConstant(out: Bytes, numerics: Numerics, address: number): void {
  out.raw(0x41, 0x00, ...instructions[numerics].load)
  out.unsigned(address)
}

/** Writes a node's operands and its operation. */
export function writeOperation(node: Node, writer: OperationWriter): void {
  const simple = instructions[writer.numerics].simple[node.operation]
  if (simple) {
    for (const operand of node.operands) writer.value(operand)
    writer.out.raw(...simple)
  } else if (writer.numerics === 'f64') writeScalar(node, writer)
  else writeVector(node, writer)
}

function operandOf(node: Node, index: number): Node {
  const operand = node.operands[index]
  if (!operand) throw new Error(`${node.operation} lacks operand ${index}`)
  return operand
}

function writeVector(node: Node, { numerics, out, pool, value, endsInNot }: OperationWriter): void {
  const { bytes } = instructions[numerics]
  const double = bytes === 8
  const sign = bytes * 8 - 1
  const instruction = (opcode: number): void => out.raw(...simdInstruction(opcode))
  const constant = (address: number): void => loadConstant(out, numerics, address)
  const [and, andNot, xor, not, select] = [0x4e, 0x4f, 0x51, 0x4d, 0x52]
  const [shiftLeft, equalBits] = double ? [0xcb, 0xd6] : [0xab, 0x37]
  const operand = (index: number): Node => operandOf(node, index)
  switch (node.operation) {
    case 'true':
      constant(pool.bit(0))
      constant(pool.bit(0))
      instruction(equalBits)
      return
    case 'neg':
      value(operand(0))
      constant(pool.bit(sign))
      instruction(xor)
      return
    case 'abs':
      value(operand(0))
      constant(pool.allButSign())
      instruction(and)
      return
    case 'select':
      value(operand(1))
      value(operand(2))
      value(operand(0))
      instruction(select)
      return
    case 'keep': {
      const mask = operand(0)
      value(operand(1))
      value(mask)
      if (endsInNot(mask)) {
        // `not, and` is one instruction.
        out.list.length -= simdInstruction(not).length
        instruction(andNot)
      } else instruction(and)
      return
    }
    case 'not':
      value(operand(0))
      instruction(not)
      return
    case 'bitToSign':
      value(operand(0))
      out.raw(0x41)
      out.signed(sign - node.data)
      instruction(shiftLeft)
      constant(pool.bit(sign))
      instruction(and)
      return
    case 'bitIsSet':
      value(operand(0))
      constant(pool.bit(node.data))
      instruction(and)
      constant(pool.bit(node.data))
      instruction(equalBits)
      return
    default:
      throw new Error(`no instruction for ${node.operation}`)
  }
}

function writeScalar(node: Node, { numerics, out, pool, value, newLocal }: OperationWriter): void {
  const constant = (address: number): void => loadConstant(out, numerics, address)
  const operand = (index: number): Node => operandOf(node, index)
  const [select, asInteger, asFloat, andBits, xorBits] = [0x1b, 0xbd, 0xbf, 0x83, 0x85]
  switch (node.operation) {
    case 'true':
      out.raw(0x41, 0x01)
      return
    case 'min':
    case 'max': {
      // The same choice as the SIMD instructions pmin and pmax: b < a ? b : a, and a < b ? b : a.
      const { valueType } = instructions[numerics]
      const [a, b] = [newLocal(valueType), newLocal(valueType)]
      for (const [index, local] of [a, b].entries()) {
        value(operand(index))
        out.raw(0x21)
        out.unsigned(local)
      }
      for (const local of node.operation === 'min' ? [b, a, b, a] : [b, a, a, b]) {
        out.raw(0x20)
        out.unsigned(local)
      }
      out.raw(0x63, select)
      return
    }
    case 'select':
      value(operand(1))
      value(operand(2))
      value(operand(0))
      out.raw(select)
      return
    case 'keep':
      value(operand(1))
      constant(pool.number(0))
      value(operand(0))
      out.raw(select)
      return
    case 'not':
      value(operand(0))
      out.raw(0x45)
      return
    case 'xorBits':
      value(operand(0))
      out.raw(asInteger)
      value(operand(1))
      out.raw(asInteger, xorBits, asFloat)
      return
    case 'bitToSign':
      value(operand(0))
      out.raw(asInteger, 0x42)
      out.signed(63 - node.data)
      out.raw(0x86)
      constant(pool.bit(63))
      out.raw(asInteger, andBits, asFloat)
      return
    case 'bitIsSet':
      value(operand(0))
      out.raw(asInteger)
      constant(pool.bit(node.data))
      out.raw(asInteger, andBits, 0x50, 0x45)
      return
    default:
      throw new Error(`no instruction for ${node.operation}`)
  }
}
