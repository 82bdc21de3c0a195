import { expect } from 'vitest'

/** What the engine says where a value was used unseen, or memory and stack ran out: no cause that anybody can act on. */
const UNNAMED =
  /reading '|of undefined|of null|is not a function|is not iterable|call stack|[Ii]nvalid (typed )?array length|allocation failed|[Oo]ut of memory|offset is out(side| of)|undefined \(/

/**
 * Does something with data from anywhere. It must be read, or refused with an Error that says why in words of ours.
 *
 * @param classes the classes of error that are meant for it
 */
export function readOrRefused(work: () => void, ...classes: readonly (new (...args: never[]) => Error)[]): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const isExpected = classes.some((kind) => error.constructor === kind)
    expect(isExpected, `${error.constructor.name}: ${error.stack}`).toBe(true)
    expect(error.message).not.toMatch(UNNAMED)
    expect(error.message.length).toBeGreaterThan(15)
    expect(error.message.length).toBeLessThan(2000)
  }
}
