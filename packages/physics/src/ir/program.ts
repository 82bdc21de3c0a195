/** The kind of value that a node has in each lane: a number or a truth value. */
export type Kind = 'number' | 'mask'

/** Every operation of the representation. */
export type Operation =
  | 'constant'
  | 'true'
  | 'get'
  | 'load'
  | 'table'
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'min'
  | 'max'
  | 'neg'
  | 'abs'
  | 'sqrt'
  | 'select'
  | 'keep'
  | 'xorBits'
  | 'bitToSign'
  | 'bitIsSet'
  | 'lt'
  | 'le'
  | 'and'
  | 'or'
  | 'xor'
  | 'not'

/** One value of the graph. `data` is the constant, the variable's or row's number, or the bit that the operation reads. */
export interface Node {
  readonly id: number
  readonly operation: Operation
  readonly kind: Kind
  readonly operands: readonly Node[]
  readonly data: number
  /** The values of a `table` node, one of which is read by the loop's count. */
  readonly table: readonly number[]
  readonly home: Block
}

/** A mutable value of the kernel, the same for every pass through a loop. */
export interface Variable {
  readonly index: number
  readonly kind: Kind
}

/** A loop's count of passes, the same for all lanes. */
export interface Counter {
  readonly index: number
}

/** One statement of a block. */
export type Statement =
  | { readonly type: 'get'; readonly node: Node }
  | { readonly type: 'set'; readonly variable: Variable; readonly value: Node }
  | { readonly type: 'store'; readonly row: number; readonly value: Node }
  | { readonly type: 'if'; readonly condition: Node; readonly body: Block }
  | { readonly type: 'ifCount'; readonly counter: Counter; readonly atLeast: number; readonly body: Block }
  | { readonly type: 'loop'; readonly counter: Counter; readonly limit: number | 'substeps'; readonly body: Block }
  | { readonly type: 'breakUnless'; readonly condition: Node }

/** A list of statements with a scope of its own. */
export interface Block {
  readonly id: number
  readonly parent: Block | undefined
  readonly depth: number
  readonly isLoop: boolean
  readonly statements: Statement[]
}

/** A finished kernel body. */
export interface Program {
  readonly root: Block
  readonly nodeCount: number
  readonly variables: readonly Variable[]
  readonly counterCount: number
}
