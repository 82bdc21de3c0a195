import { inner, isConstant } from './arithmetic.ts'
import type { Build } from './build.ts'
import type { Node } from './program.ts'

/** Truth values by lane. What is known when it is made (comparisons of constants, and with `always`) is folded. */
export interface Masks {
  /** True in every lane. */
  readonly always: Node
  lt(a: Node, b: Node): Node
  le(a: Node, b: Node): Node
  and(a: Node, b: Node): Node
  or(a: Node, b: Node): Node
  xor(a: Node, b: Node): Node
  not(a: Node): Node
  bitIsSet(a: Node, bit: number): Node
  /** a where the mask holds, else b. */
  select(mask: Node, a: Node, b: Node): Node
}

/** Whether a mask is known to hold in no lane: only `not always` is. */
export function isNever(node: Node): boolean {
  return node.operation === 'not' && inner(node).operation === 'true'
}

/** The masks of a graph under construction, of which it must be the first part: `always` is its first node. */
export function masks({ shared }: Build): Masks {
  const always = shared('true', 'mask', [])
  const isAlways = (node: Node): boolean => node === always
  const not = (a: Node): Node => (a.operation === 'not' ? inner(a) : shared('not', 'mask', [a]))
  const never = not(always)
  const truth = (holds: boolean): Node => (holds ? always : never)
  return {
    always,
    lt: (a, b) => (isConstant(a) && isConstant(b) ? truth(a.data < b.data) : shared('lt', 'mask', [a, b])),
    le: (a, b) => (isConstant(a) && isConstant(b) ? truth(a.data <= b.data) : shared('le', 'mask', [a, b])),
    and(a, b) {
      if (isAlways(a) || a === b || isNever(b)) return b
      if (isAlways(b) || isNever(a)) return a
      return shared('and', 'mask', [a, b])
    },
    or(a, b) {
      if (isNever(a) || a === b || isAlways(b)) return b
      if (isNever(b) || isAlways(a)) return a
      return shared('or', 'mask', [a, b])
    },
    xor: (a, b) => (isNever(a) ? b : isNever(b) ? a : shared('xor', 'mask', [a, b])),
    not,
    bitIsSet: (a, bit) => shared('bitIsSet', 'mask', [a], bit),
    select(mask, a, b) {
      if (isAlways(mask) || a === b) return a
      if (isNever(mask)) return b
      if (isConstant(b, 0)) return shared('keep', 'number', [mask, a])
      if (isConstant(a, 0)) return shared('keep', 'number', [not(mask), b])
      return shared('select', 'number', [mask, a, b])
    },
  }
}
