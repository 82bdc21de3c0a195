import type { Block, Kind, Node, Operation, Statement } from './program.ts'

/** What a graph under construction is made of: the block that is being written, and the nodes that it can reach. */
export interface Build {
  /** The block that holds everything else. */
  readonly root: Block
  /** The block that statements are appended to now. */
  current(): Block
  /** Appends a statement to the current block. */
  append(statement: Statement): void
  /** A block within the current one, with the statements that the body appends. */
  block(isLoop: boolean, place: (block: Block) => void, body: () => void): void
  /** A node of its own, as needed where equal operands do not mean equal values: what reads variables or memory. */
  fresh(operation: Operation, kind: Kind, operands: readonly Node[], data?: number, table?: readonly number[]): Node
  /** The node of an operation: the one that exists within reach of the current block, or a fresh one. */
  shared(operation: Operation, kind: Kind, operands: readonly Node[], data?: number): Node
  /** The node of a constant, which every block can reach. */
  constant(value: number): Node
  /** How many nodes have been made. */
  nodeCount(): number
}

const commutative: ReadonlySet<Operation> = new Set(['add', 'mul', 'and', 'or', 'xor', 'xorBits'])

/** A number's text, in which 0 and -0 differ. */
const textOf = (value: number): string => (Object.is(value, -0) ? '-0' : `${value}`)

/** Starts an empty graph. */
export function startBuild(): Build {
  let nodes = 0
  let blocks = 0
  const scopes = new Map<Block, Map<string, Node>>()
  const constants = new Map<string, Node>()
  const openBlock = (parent: Block | undefined, isLoop: boolean): Block => {
    const block: Block = { id: blocks++, parent, depth: parent ? parent.depth + 1 : 0, isLoop, statements: [] }
    scopes.set(block, new Map())
    return block
  }
  const root = openBlock(undefined, false)
  let current = root
  const fresh: Build['fresh'] = (operation, kind, operands, data = 0, table = []) => ({
    id: nodes++,
    operation,
    kind,
    operands,
    data,
    table,
    home: current,
  })
  return {
    root,
    current: () => current,
    append(statement) {
      current.statements.push(statement)
    },
    block(isLoop, place, body) {
      const outer = current
      const block = openBlock(outer, isLoop)
      place(block)
      current = block
      body()
      current = outer
    },
    fresh,
    shared(operation, kind, operands, data = 0) {
      const [first, second] = operands
      const swapped = commutative.has(operation) && first && second && first.id > second.id
      const ordered = swapped ? [second, first] : operands
      const key = `${operation}:${textOf(data)}:${ordered.map((operand) => operand.id).join(',')}`
      for (let block: Block | undefined = current; block; block = block.parent) {
        const known = scopes.get(block)?.get(key)
        if (known) return known
      }
      const node = fresh(operation, kind, ordered, data)
      scopes.get(current)?.set(key, node)
      return node
    },
    constant(value) {
      const key = textOf(value)
      const known = constants.get(key)
      if (known) return known
      const node: Node = { ...fresh('constant', 'number', [], value), home: root }
      constants.set(key, node)
      return node
    },
    nodeCount: () => nodes,
  }
}
