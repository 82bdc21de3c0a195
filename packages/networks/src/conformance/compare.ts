/** Whether two values are the same JSON. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return left === right
  const entries = Object.entries(left)
  const others = new Map(Object.entries(right))
  return entries.length === others.size && entries.every(([key, value]) => sameJson(value, others.get(key)))
}

/** The largest size of a number, 0 of none. */
export function largest(values: ArrayLike<number>): number {
  let size = 0
  for (let i = 0; i < values.length; i++) size = Math.max(size, Math.abs(values[i]))
  return size
}
