const cell = new DataView(new ArrayBuffer(8))

/** The place of a double in the order of all doubles; neighbours differ by 1, and both zeros have place 0. */
function place(x: number): bigint {
  cell.setFloat64(0, x)
  const bits = cell.getBigInt64(0)
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits
}

/** How many doubles lie from a to b; NaN when either is NaN. */
export function ulpsBetween(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN
  const difference = place(a) - place(b)
  return Number(difference < 0n ? -difference : difference)
}

/** The double `steps` places above x (below, if negative). */
export function neighbour(x: number, steps: number): number {
  const target = place(x) + BigInt(steps)
  cell.setBigInt64(0, target < 0n ? -target | (-1n << 63n) : target)
  return cell.getFloat64(0)
}
