import type { Numerics } from './numerics.ts'
import { instructions } from './numerics.ts'

/**
 * The constants of a kernel, each repeated over the lanes, in memory behind the state.
 *
 * A vector constant in the code costs several instructions on today's engines, and a load only one.
 */
export interface ConstantPool {
  /** The address of a number. */
  number(value: number): number
  /** The address of a bit pattern with one bit set, in every lane. */
  bit(bit: number): number
  /** The address of a pattern with all bits but the sign set. */
  allButSign(): number
  /** The address of the first of consecutive numbers. */
  table(values: readonly number[]): number
  /** The pool's bytes, to be placed at its start. */
  contents(): Uint8Array
}

/** Starts an empty pool at an address that is a multiple of 16. */
export function createPool(numerics: Numerics, start: number): ConstantPool {
  const { lanes, bytes } = instructions[numerics]
  const entries: Uint8Array[] = []
  const addresses = new Map<string, number>()
  const entry = (key: string, fill: (view: DataView, offset: number) => void): number => {
    const known = addresses.get(key)
    if (known !== undefined) return known
    const address = start + entries.length * lanes * bytes
    const data = new Uint8Array(lanes * bytes)
    const view = new DataView(data.buffer)
    for (let lane = 0; lane < lanes; lane++) fill(view, lane * bytes)
    entries.push(data)
    addresses.set(key, address)
    return address
  }
  const writeNumber = (value: number) => (view: DataView, offset: number) => {
    if (bytes === 8) view.setFloat64(offset, value, true)
    else view.setFloat32(offset, value, true)
  }
  const name = (value: number): string => (Object.is(value, -0) ? '-0' : `${value}`)
  return {
    number: (value) => entry(name(value), writeNumber(value)),
    bit: (bit) =>
      entry(`bit ${bit}`, (view, offset) => {
        if (bytes === 8) view.setBigUint64(offset, 1n << BigInt(bit), true)
        else view.setUint32(offset, (1 << bit) >>> 0, true)
      }),
    allButSign: () =>
      entry('all but sign', (view, offset) => {
        if (bytes === 8) view.setBigUint64(offset, (1n << 63n) - 1n, true)
        else view.setUint32(offset, 0x7fffffff, true)
      }),
    table(values) {
      const key = values.map(name).join(' ')
      const [first = 0] = values.map((value, index) => entry(`table ${key} ${index}`, writeNumber(value)))
      return first
    },
    contents() {
      const all = new Uint8Array(entries.length * lanes * bytes)
      entries.forEach((data, index) => {
        all.set(data, index * lanes * bytes)
      })
      return all
    },
  }
}
