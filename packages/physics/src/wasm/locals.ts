import type { Kind, Program } from '../ir/program.ts'
import type { Numerics } from './numerics.ts'
import { instructions } from './numerics.ts'

/** The type of integers: counters, conditions and addresses. */
export const i32 = 0x7f

/** The locals of the function `step(blocks, substeps)` that a kernel becomes. */
export interface Locals {
  /** Number of the parameter that says how many blocks of lanes there are. */
  readonly blocks: number
  /** Number of the parameter that says how many physics steps are made. */
  readonly substeps: number
  /** The local that holds the address of the current block of lanes, in row 0. */
  readonly pointer: number
  /** The local of a program's variable, by its index. */
  variable(index: number): number
  /** The local of a loop's counter, by its index. */
  counter(index: number): number
  /** A new local of a WebAssembly type. */
  fresh(type: number): number
  /** A new local for a number or a mask. */
  freshOf(kind: Kind): number
  /** The types of all locals behind the parameters. */
  types(): readonly number[]
}

/** The locals of a program's variables and counters, behind the parameters and the address. */
export function localsOf({ variables, counterCount }: Program, numerics: Numerics): Locals {
  const { maskType, valueType } = instructions[numerics]
  const [blocks, substeps, pointer] = [0, 1, 2]
  const types: number[] = [i32]
  const fresh = (type: number): number => pointer + types.push(type) - 1
  const freshOf = (kind: Kind): number => fresh(kind === 'mask' ? maskType : valueType)
  const variableLocals = variables.map(({ kind }) => freshOf(kind))
  const counterLocals = Array.from({ length: counterCount }, () => fresh(i32))
  const localOf = (locals: readonly number[], index: number): number => {
    const local = locals[index]
    if (local === undefined) throw new Error(`no local for ${index}`)
    return local
  }
  return {
    blocks,
    substeps,
    pointer,
    variable: (index) => localOf(variableLocals, index),
    counter: (index) => localOf(counterLocals, index),
    fresh,
    freshOf,
    types: () => types,
  }
}
