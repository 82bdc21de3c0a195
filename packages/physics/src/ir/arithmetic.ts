import type { Build } from './build.ts'
import type { Node } from './program.ts'

/** Numbers of a graph. Operations on constants are constants, and what changes nothing (x + 0, 1 x, -(-x)) is left out. */
export interface Arithmetic {
  constant(value: number): Node
  add(a: Node, b: Node): Node
  sub(a: Node, b: Node): Node
  mul(a: Node, b: Node): Node
  div(a: Node, b: Node): Node
  min(a: Node, b: Node): Node
  max(a: Node, b: Node): Node
  neg(a: Node): Node
  abs(a: Node): Node
  sqrt(a: Node): Node
  /** The sum of a list, in its order; 0 when empty. */
  sum(terms: readonly Node[]): Node
  /** x + 0, which is not folded: it turns -0 into 0, so equal states have equal bits. */
  positiveZero(a: Node): Node
  xorBits(a: Node, b: Node): Node
  /** The given bit of a number's pattern, moved to the sign; all other bits are 0. */
  bitToSign(a: Node, bit: number): Node
}

/** Whether a node is a constant, of that value if one is given. */
export function isConstant(node: Node, value?: number): boolean {
  return node.operation === 'constant' && (value === undefined || node.data === value)
}

/** The first operand of a node with one operand. */
export function inner(node: Node): Node {
  return node.operands[0] ?? node
}

const isNegation = (node: Node): boolean => node.operation === 'neg'

/** The arithmetic of a graph under construction. */
export function arithmetic({ constant, shared }: Build): Arithmetic {
  const neg = (a: Node): Node => {
    if (isConstant(a)) return constant(-a.data)
    if (isNegation(a)) return inner(a)
    const [left, right] = a.operands
    if (a.operation === 'sub' && left && right) return sub(right, left)
    return shared('neg', 'number', [a])
  }
  const add = (a: Node, b: Node): Node => {
    if (isConstant(a) && isConstant(b)) return constant(a.data + b.data)
    if (isConstant(a, 0)) return b
    if (isConstant(b, 0)) return a
    if (isNegation(b)) return sub(a, inner(b))
    if (isNegation(a)) return sub(b, inner(a))
    return shared('add', 'number', [a, b])
  }
  const sub = (a: Node, b: Node): Node => {
    if (isConstant(a) && isConstant(b)) return constant(a.data - b.data)
    if (isConstant(b, 0)) return a
    if (isConstant(a, 0)) return neg(b)
    if (a === b) return constant(0)
    if (isNegation(b)) return add(a, inner(b))
    if (isNegation(a)) return neg(add(inner(a), b))
    return shared('sub', 'number', [a, b])
  }
  const mul = (a: Node, b: Node): Node => {
    if (isConstant(a) && isConstant(b)) return constant(a.data * b.data)
    if (isConstant(b)) return mul(b, a)
    if (isConstant(a, 0)) return a
    if (isConstant(a, 1)) return b
    if (isConstant(a, -1)) return neg(b)
    if (isNegation(b)) return isConstant(a) ? mul(constant(-a.data), inner(b)) : neg(mul(a, inner(b)))
    if (isNegation(a)) return neg(mul(inner(a), b))
    if (isConstant(a) && a.data < 0) return neg(mul(constant(-a.data), b))
    return shared('mul', 'number', [a, b])
  }
  const div = (a: Node, b: Node): Node => {
    if (isConstant(a) && isConstant(b)) return constant(a.data / b.data)
    if (isConstant(a, 0)) return a
    if (isConstant(b, 1)) return a
    if (isNegation(a)) return neg(div(inner(a), b))
    if (isNegation(b)) return neg(div(a, inner(b)))
    return shared('div', 'number', [a, b])
  }
  return {
    constant,
    add,
    sub,
    mul,
    div,
    neg,
    min: (a, b) =>
      isConstant(a) && isConstant(b) ? constant(Math.min(a.data, b.data)) : shared('min', 'number', [a, b]),
    max: (a, b) =>
      isConstant(a) && isConstant(b) ? constant(Math.max(a.data, b.data)) : shared('max', 'number', [a, b]),
    abs: (a) => (isConstant(a) ? constant(Math.abs(a.data)) : shared('abs', 'number', [isNegation(a) ? inner(a) : a])),
    sqrt: (a) => (isConstant(a) ? constant(Math.sqrt(a.data)) : shared('sqrt', 'number', [a])),
    sum: (terms) => terms.reduce(add, constant(0)),
    positiveZero: (a) => shared('add', 'number', [a, constant(0)]),
    xorBits: (a, b) => shared('xorBits', 'number', [a, b]),
    bitToSign: (a, bit) => shared('bitToSign', 'number', [a], bit),
  }
}
