/** A whole number with commas between its thousands: `50,000`. */
export function thousands(count: number): string {
  return count.toLocaleString('en-US')
}

/**
 * How many there are of something: `1 run`, `2 runs`, `50,000 steps`.
 *
 * @param one what a single one is called
 * @param many what several are called, and none; @default an s is added
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${thousands(count)} ${count === 1 ? one : many}`
}
