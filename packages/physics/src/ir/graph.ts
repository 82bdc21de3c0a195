import type { Block, Counter, Kind, Node, Operation, Program, Variable } from './program.ts'

/**
 * The intermediate representation: a graph of arithmetic on vectors of lanes, with structured control flow.
 *
 * A node is a pure value: equal operations on equal operands are one node (within reach of the block that made it), and
 * constants are folded as nodes are made, so structural zeros of a robot (a real mass constant, a joint without damping)
 * leave no instruction. Statements (assignments, stores, branches, loops) are listed in blocks. The same graph is
 * emitted for one lane (f64), two (f64x2) or four (f32x4).
 */

/** Makes nodes and statements. Constants are folded, and common subexpressions are shared. */
export interface Graph {
  constant(value: number): Node
  readonly always: Node
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
  /** a where the mask holds, else b. */
  select(mask: Node, a: Node, b: Node): Node
  /** x + 0, which is not folded: it turns -0 into 0, so equal states have equal bits. */
  positiveZero(a: Node): Node
  xorBits(a: Node, b: Node): Node
  /** The given bit of a number's pattern, moved to the sign; all other bits are 0. */
  bitToSign(a: Node, bit: number): Node
  bitIsSet(a: Node, bit: number): Node
  lt(a: Node, b: Node): Node
  le(a: Node, b: Node): Node
  and(a: Node, b: Node): Node
  or(a: Node, b: Node): Node
  xor(a: Node, b: Node): Node
  not(a: Node): Node
  variable(kind: Kind, initial: Node): Variable
  get(variable: Variable): Node
  set(variable: Variable, value: Node): void
  load(row: number): Node
  store(row: number, value: Node): void
  /** The entry of a table for the current pass of a loop. */
  table(values: readonly number[], counter: Counter): Node
  /** Runs the body if the mask holds in any lane. */
  ifAny(mask: Node, body: () => void): void
  /** Runs the body if the loop's count is at least a number. */
  ifCount(counter: Counter, atLeast: number, body: () => void): void
  loop(limit: number | 'substeps', body: (counter: Counter) => void): void
  /** Leaves the innermost loop unless the mask holds in some lane. It must be directly in the body of that loop. */
  breakUnlessAny(mask: Node): void
  finish(): Program
}

const commutative: ReadonlySet<Operation> = new Set(['add', 'mul', 'and', 'or', 'xor', 'xorBits'])

/** Starts an empty graph. */
export function createGraph(): Graph {
  let nodeCount = 0
  let blockCount = 0
  let counterCount = 0
  const variables: Variable[] = []
  const scopes = new Map<Block, Map<string, Node>>()

  const openBlock = (parent: Block | undefined, isLoop: boolean): Block => {
    const block: Block = { id: blockCount++, parent, depth: parent ? parent.depth + 1 : 0, isLoop, statements: [] }
    scopes.set(block, new Map())
    return block
  }
  const root = openBlock(undefined, false)
  let current = root

  const fresh = (
    operation: Operation,
    kind: Kind,
    operands: readonly Node[],
    data = 0,
    table: readonly number[] = [],
  ) => {
    const node: Node = { id: nodeCount++, operation, kind, operands, data, table, home: current }
    return node
  }
  const shared = (operation: Operation, kind: Kind, operands: readonly Node[], data = 0): Node => {
    let ordered = operands
    const [first, second] = operands
    if (commutative.has(operation) && first && second && first.id > second.id) ordered = [second, first]
    const sign = Object.is(data, -0) ? '-0' : `${data}`
    const key = `${operation}:${sign}:${ordered.map((operand) => operand.id).join(',')}`
    for (let block: Block | undefined = current; block; block = block.parent) {
      const known = scopes.get(block)?.get(key)
      if (known) return known
    }
    const node = fresh(operation, kind, ordered, data)
    scopes.get(current)?.set(key, node)
    return node
  }

  const constants = new Map<string, Node>()
  const constant = (value: number): Node => {
    const key = Object.is(value, -0) ? '-0' : `${value}`
    const known = constants.get(key)
    if (known) return known
    const node: Node = { ...fresh('constant', 'number', [], value), home: root }
    constants.set(key, node)
    return node
  }
  const isConstant = (node: Node, value?: number): boolean =>
    node.operation === 'constant' && (value === undefined || node.data === value)
  const isNegation = (node: Node): boolean => node.operation === 'neg'
  const inner = (node: Node): Node => node.operands[0] ?? node
  const always = shared('true', 'mask', [])
  const isAlways = (node: Node): boolean => node === always
  const isNever = (node: Node): boolean => node.operation === 'not' && inner(node) === always

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
  const not = (a: Node): Node => (a.operation === 'not' ? inner(a) : shared('not', 'mask', [a]))
  const never = not(always)
  const and = (a: Node, b: Node): Node => {
    if (isAlways(a) || a === b || isNever(b)) return b
    if (isAlways(b) || isNever(a)) return a
    return shared('and', 'mask', [a, b])
  }
  const or = (a: Node, b: Node): Node => {
    if (isNever(a) || a === b || isAlways(b)) return b
    if (isNever(b) || isAlways(a)) return a
    return shared('or', 'mask', [a, b])
  }
  const truth = (holds: boolean): Node => (holds ? always : never)
  const select = (mask: Node, a: Node, b: Node): Node => {
    if (isAlways(mask) || a === b) return a
    if (isNever(mask)) return b
    if (isConstant(b, 0)) return shared('keep', 'number', [mask, a])
    if (isConstant(a, 0)) return shared('keep', 'number', [not(mask), b])
    return shared('select', 'number', [mask, a, b])
  }

  const inside = (block: Block, body: () => void): void => {
    const outer = current
    current = block
    body()
    current = outer
  }

  return {
    constant,
    always,
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
    select,
    positiveZero: (a) => shared('add', 'number', [a, constant(0)]),
    xorBits: (a, b) => shared('xorBits', 'number', [a, b]),
    bitToSign: (a, bit) => shared('bitToSign', 'number', [a], bit),
    bitIsSet: (a, bit) => shared('bitIsSet', 'mask', [a], bit),
    lt: (a, b) => (isConstant(a) && isConstant(b) ? truth(a.data < b.data) : shared('lt', 'mask', [a, b])),
    le: (a, b) => (isConstant(a) && isConstant(b) ? truth(a.data <= b.data) : shared('le', 'mask', [a, b])),
    and,
    or,
    xor: (a, b) => (isNever(a) ? b : isNever(b) ? a : shared('xor', 'mask', [a, b])),
    not,
    variable(kind, initial) {
      const variable: Variable = { index: variables.length, kind }
      variables.push(variable)
      current.statements.push({ type: 'set', variable, value: initial })
      return variable
    },
    get(variable) {
      const node = fresh('get', variable.kind, [], variable.index)
      current.statements.push({ type: 'get', node })
      return node
    },
    set(variable, value) {
      if (value.kind !== variable.kind) throw new Error(`variable of kind ${variable.kind} given a ${value.kind}`)
      current.statements.push({ type: 'set', variable, value })
    },
    load(row) {
      const node = fresh('load', 'number', [], row)
      current.statements.push({ type: 'get', node })
      return node
    },
    store(row, value) {
      current.statements.push({ type: 'store', row, value })
    },
    table(values, counter) {
      const node = fresh('table', 'number', [], counter.index, values)
      current.statements.push({ type: 'get', node })
      return node
    },
    ifAny(mask, body) {
      if (isNever(mask)) return
      const block = openBlock(current, false)
      current.statements.push({ type: 'if', condition: mask, body: block })
      inside(block, body)
    },
    ifCount(counter, atLeast, body) {
      const block = openBlock(current, false)
      current.statements.push({ type: 'ifCount', counter, atLeast, body: block })
      inside(block, body)
    },
    loop(limit, body) {
      const counter: Counter = { index: counterCount++ }
      const block = openBlock(current, true)
      current.statements.push({ type: 'loop', counter, limit, body: block })
      inside(block, () => body(counter))
    },
    breakUnlessAny(mask) {
      if (!current.isLoop) throw new Error('breakUnlessAny outside of a loop body')
      current.statements.push({ type: 'breakUnless', condition: mask })
    },
    finish: () => ({ root, nodeCount, variables, counterCount }),
  }
}
