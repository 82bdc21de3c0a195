import type { Block, Node, Program } from './program.ts'

/** Where each live node is computed, and how often it is used. Dead nodes have no entry. */
export interface Placement {
  readonly block: ReadonlyMap<Node, Block>
  readonly uses: ReadonlyMap<Node, number>
}

/**
 * Chooses for every node the innermost block that holds all of its uses, but no loop that it can stay out of.
 *
 * A value that only a contact needs is therefore computed in that contact's branch, and a value that does not change in
 * a loop is computed before the loop. Nodes that read variables or memory stay where they were made.
 */
export function placeNodes(program: Program): Placement {
  const block = new Map<Node, Block>()
  const uses = new Map<Node, number>()
  const live: Node[] = []
  const seen = new Set<Node>()
  const visit = (node: Node): void => {
    if (seen.has(node)) return
    seen.add(node)
    live.push(node)
    for (const operand of node.operands) visit(operand)
  }
  const use = (node: Node, at: Block): void => {
    uses.set(node, (uses.get(node) ?? 0) + 1)
    const before = block.get(node)
    block.set(node, before ? commonBlock(before, at) : at)
  }
  const walk = (at: Block): void => {
    for (const statement of at.statements) {
      if (statement.type === 'set' || statement.type === 'store') {
        visit(statement.value)
        use(statement.value, at)
      }
      if (statement.type === 'if' || statement.type === 'breakUnless') {
        visit(statement.condition)
        use(statement.condition, at)
      }
      if ('body' in statement) walk(statement.body)
    }
  }
  walk(program.root)
  live.sort((a, b) => b.id - a.id)
  for (const node of live) {
    const place = block.get(node)
    if (!place) throw new Error(`node ${node.id} is live but unused`)
    if (!contains(node.home, place))
      throw new Error(`a ${node.operation} node is used outside of the block that made it`)
    const settled = isPinned(node) ? node.home : outOfLoops(place, node.home)
    block.set(node, settled)
    for (const operand of node.operands) use(operand, settled)
  }
  return { block, uses }
}

/** True for nodes that read a variable or memory, and so belong to one moment. */
export function isPinned(node: Node): boolean {
  return node.operation === 'get' || node.operation === 'load' || node.operation === 'table'
}

function commonBlock(a: Block, b: Block): Block {
  let left = a
  let right = b
  while (left !== right) {
    if (left.depth >= right.depth) left = parentOf(left)
    else right = parentOf(right)
  }
  return left
}

function parentOf(block: Block): Block {
  if (!block.parent) throw new Error('blocks of different programs')
  return block.parent
}

function contains(outer: Block, inner: Block): boolean {
  for (let block: Block | undefined = inner; block; block = block.parent) if (block === outer) return true
  return false
}

function outOfLoops(place: Block, home: Block): Block {
  let result = place
  for (let block = place; block !== home; block = parentOf(block)) if (block.isLoop) result = parentOf(block)
  return result
}
