import { expect, test } from 'vitest'
import { waitForLock } from '../../src/sweep/wait-for-lock.ts'

/** Who is said to be waited for, and after how many milliseconds, when the lock has these holders then. */
async function waits(holderAt: (time: number) => number | undefined, stopAt = Infinity) {
  let time = 0
  const said: [number, number][] = []
  await waitForLock({
    holder: async () => holderAt(time),
    stopped: () => time >= stopAt,
    onLong: (holder) => said.push([time, holder]),
    pause: async (milliseconds) => {
      time += milliseconds
    },
  })
  return { ended: time, said }
}

test('who is waited for is said once, and not while it may be ending', async () => {
  expect(await waits(() => undefined)).toEqual({ ended: 0, said: [] })
  expect(await waits((time) => (time < 4000 ? 17 : undefined))).toEqual({ ended: 4000, said: [] })
  expect(await waits((time) => (time < 60_000 ? 17 : undefined))).toEqual({ ended: 60_000, said: [[5000, 17]] })
  // Another process has taken it meanwhile.
  expect(await waits((time) => (time < 8000 ? 17 : time < 9000 ? 18 : undefined))).toEqual({
    ended: 9000,
    said: [
      [5000, 17],
      [8000, 18],
    ],
  })
})

test('a wait ends when the sweep is stopped', async () => {
  expect(await waits(() => 17, 700)).toEqual({ ended: 700, said: [] })
})
