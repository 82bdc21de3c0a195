import type { Comparison, Contestant } from '../measure/contestant.ts'

/** Each of some contestants against one. */
export function against(some: readonly Contestant[], { id: to }: Contestant): Comparison[] {
  return some.map(({ id: of }) => ({ of, to }))
}

/** The first of some contestants against each of the others: one network implementation against the rest. */
export function firstAgainstOthers([first, ...others]: readonly Contestant[]): Comparison[] {
  return others.map(({ id }) => ({ of: first.id, to: id }))
}
