/** The same function, except that a call rejects with the message while another one is under way. */
export function oneAtATime<Args extends readonly unknown[], T>(
  work: (...args: Args) => Promise<T>,
  message: string,
): (...args: Args) => Promise<T> {
  let underWay = false
  return async (...args) => {
    if (underWay) throw new Error(message)
    underWay = true
    try {
      return await work(...args)
    } finally {
      underWay = false
    }
  }
}

/** What a sampler says to a second `collect`. */
export const COLLECTING = 'a collect of this sampler is under way, and it has one set of lanes; await it first'
