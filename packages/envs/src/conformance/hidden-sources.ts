/** Where randomness or the time of day can come from without being handed in: object and method, found by name. */
const HIDDEN_SOURCES = [
  ['Math', 'random'],
  ['Date', 'now'],
  ['performance', 'now'],
  ['crypto', 'getRandomValues'],
  ['crypto', 'randomUUID'],
] as const

/**
 * Runs with `Math.random`, `Date.now`, `new Date()`, `performance.now` and `crypto`'s random numbers forbidden: each throws,
 * and so does this function if one was called, even if the error was caught on the way. Everything is put back in the end.
 *
 * Run what plays, not what creates. A simulator may well time the compilation of its model, and an environment that seeds
 * itself when it is made differs from the next one, which shows elsewhere.
 */
export function withoutHiddenSources(run: () => void): void {
  const called: string[] = []
  const restorations: (() => unknown)[] = []
  for (const [owner, method] of HIDDEN_SOURCES) {
    const object: unknown = Reflect.get(globalThis, owner)
    // Not every JavaScript engine has all of them.
    if ((typeof object !== 'object' && typeof object !== 'function') || object === null || !(method in object)) continue
    const name = `${owner}.${method}`
    const own = Object.getOwnPropertyDescriptor(object, method)
    Object.defineProperty(object, method, {
      configurable: true,
      writable: true,
      value: () => {
        called.push(name)
        throw new Error(`${name}() was called, all randomness must come from the draws that are handed in`)
      },
    })
    restorations.push(() => {
      if (own === undefined) Reflect.deleteProperty(object, method)
      else Object.defineProperty(object, method, own)
    })
  }
  const clock = Reflect.get(globalThis, 'Date')
  const refuse = (): never => {
    called.push('Date')
    throw new Error('Date() was called, nothing may depend on the time of day')
  }
  // A date that is made of numbers or text is an ordinary value.
  const timeless = new Proxy(clock, {
    construct: (target, given: unknown[], asked) =>
      given.length === 0 ? refuse() : Reflect.construct(target, given, asked),
    apply: refuse,
  })
  Reflect.set(globalThis, 'Date', timeless)
  restorations.push(() => Reflect.set(globalThis, 'Date', clock))
  try {
    run()
  } finally {
    for (const restore of restorations) restore()
  }
  if (called.length > 0) {
    throw new Error(`${called[0]}() was called, all randomness must come from the draws that are handed in`)
  }
}
