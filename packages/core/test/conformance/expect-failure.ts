import { expect } from 'vitest'

type Checks = readonly { readonly name: string; run(): Promise<void> }[]

/** A rule, an implementation that breaks it, the check that must fail by the beginning of its name, and what that must say. */
export interface Broken<T> {
  readonly what: string
  readonly make: () => T
  readonly fails: string
  readonly message: RegExp
}

/** Expects the check whose name begins so to reject with an Error that says `message`. */
export async function expectFailure(checks: Checks, fails: string, message: RegExp): Promise<void> {
  const named = checks.filter(({ name }) => name.startsWith(fails))
  expect(named.map(({ name }) => name)).toHaveLength(1)
  await expect(named[0].run()).rejects.toThrow(message)
}

/** Expects each check to be one that a broken implementation is to fail. */
export function expectAllFailed(checks: Checks, table: readonly Pick<Broken<unknown>, 'fails'>[]): void {
  const missed = checks.filter(({ name }) => !table.some(({ fails }) => name.startsWith(fails)))
  expect(missed.map(({ name }) => name)).toEqual([])
}
