/** Seconds since an arbitrary fixed moment. */
export const now = (): number => performance.now() / 1000

/**
 * Does portions of work, at least one, until the given seconds have passed. Gives units of work a second.
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

/** Repeats a whole task, at least once, until the given seconds have passed. Gives the mean of each of its times. */
export async function meanTimes<T extends Readonly<Record<string, number>>>(
  seconds: number,
  task: () => Promise<T>,
): Promise<T> {
  const began = now()
  const sums: Record<string, number> = {}
  let count = 0
  do {
    for (const [part, value] of Object.entries(await task())) sums[part] = (sums[part] ?? 0) + value
    count++
  } while (now() - began < seconds)
  return Object.fromEntries(Object.entries(sums).map(([part, sum]) => [part, sum / count])) as T
}
