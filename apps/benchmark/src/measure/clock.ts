/** Seconds since any fixed moment. */
export const now = (): number => performance.now() / 1000

/**
 * Does portions of work until so many seconds have passed, at least one; gives units of work a second.
 *
 * @param portion does some work and gives how many units it was
 */
export async function rate(seconds: number, portion: () => number | Promise<number>): Promise<number> {
  const began = now()
  let units = 0
  let passed = 0
  do {
    units += await portion()
    passed = now() - began
  } while (passed < seconds)
  return units / passed
}

/** Seconds that some work takes. */
export async function duration(work: () => unknown): Promise<number> {
  const began = now()
  await work()
  return now() - began
}
