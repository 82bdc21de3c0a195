import type { Build } from './build.ts'
import { isNever } from './masks.ts'
import type { Counter, Kind, Node, Variable } from './program.ts'

/** What happens in an order: variables, memory, branches and loops. */
export interface Statements {
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
}

/** The statements of a graph under construction, with the variables and the number of counters that they made. */
export function statements({ append, block, current, fresh }: Build): Statements & {
  readonly variables: readonly Variable[]
  counterCount(): number
} {
  const variables: Variable[] = []
  let counters = 0
  const read = (node: Node): Node => {
    append({ type: 'get', node })
    return node
  }
  return {
    variables,
    counterCount: () => counters,
    variable(kind, initial) {
      const variable: Variable = { index: variables.length, kind }
      variables.push(variable)
      append({ type: 'set', variable, value: initial })
      return variable
    },
    get: (variable) => read(fresh('get', variable.kind, [], variable.index)),
    set(variable, value) {
      if (value.kind !== variable.kind) throw new Error(`variable of kind ${variable.kind} given a ${value.kind}`)
      append({ type: 'set', variable, value })
    },
    load: (row) => read(fresh('load', 'number', [], row)),
    store: (row, value) => append({ type: 'store', row, value }),
    table: (values, counter) => read(fresh('table', 'number', [], counter.index, values)),
    ifAny(mask, body) {
      if (isNever(mask)) return
      block(false, (inside) => append({ type: 'if', condition: mask, body: inside }), body)
    },
    ifCount(counter, atLeast, body) {
      block(false, (inside) => append({ type: 'ifCount', counter, atLeast, body: inside }), body)
    },
    loop(limit, body) {
      const counter: Counter = { index: counters++ }
      block(
        true,
        (inside) => append({ type: 'loop', counter, limit, body: inside }),
        () => body(counter),
      )
    },
    breakUnlessAny(mask) {
      if (!current().isLoop) throw new Error('breakUnlessAny outside of a loop body')
      append({ type: 'breakUnless', condition: mask })
    },
  }
}
