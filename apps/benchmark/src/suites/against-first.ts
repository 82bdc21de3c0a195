import type { Comparison, Contestant } from '../measure/contestant.ts'

/** The first of some contestants against each of the others: one network implementation against the rest. */
export function againstFirst([first, ...others]: readonly Contestant[]): Comparison[] {
  return others.map(({ id }) => ({ of: first.id, to: id }))
}
