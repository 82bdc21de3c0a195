/** A `collect` that refuses a second call while one is under way: its lanes are in the middle of the first. */
export function oneCollectAtATime<A extends readonly unknown[], R>(
  collect: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  let collecting = false
  return async (...args) => {
    if (collecting)
      throw new Error('a collect of this sampler is under way, and it has one set of lanes; await it first')
    collecting = true
    try {
      return await collect(...args)
    } finally {
      collecting = false
    }
  }
}
