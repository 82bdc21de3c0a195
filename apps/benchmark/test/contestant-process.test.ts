import { expect, test } from 'vitest'
import { startContestant } from '../src/contestants/contestant-process.ts'

const start = (code: string) =>
  startContestant({ id: 'x', name: 'X', program: process.execPath, words: ['-e', code], threads: 3 })

const READY = 'console.log(JSON.stringify({ ready: { lib: "1.2" } }));'

test('a process that speaks the protocol measures, with the threads it is given, until it is disposed of', async () => {
  const answer =
    '{ measured: { total: Number(process.env.OMP_NUM_THREADS) * JSON.parse(l).seconds }, coresUsed: 1, peakMemoryMiB: 7 }'
  const started = await start(
    `${READY} require("readline").createInterface(process.stdin).on("line", (l) => console.log(JSON.stringify(${answer})))`,
  )
  if ('refused' in started) throw new Error(started.refused)
  expect(started.versions).toEqual({ lib: '1.2' })
  expect(await started.contestant.measure(0.5)).toEqual({ measured: { total: 1.5 }, coresUsed: 1, peakMemoryMiB: 7 })
  expect(await started.contestant.measure(2)).toEqual({ measured: { total: 6 }, coresUsed: 1, peakMemoryMiB: 7 })
  await started.contestant.dispose()
})

test.each([
  ['a missing package', 'console.log(JSON.stringify({ missing: "torch" }))', 'the package torch is not installed'],
  ['a fault', 'console.log(JSON.stringify({ fault: "its step is another one" }))', 'its step is another one'],
  ['an end before it is ready', 'throw new TypeError("no such thing")', 'it ended with 1: TypeError: no such thing'],
])('%s refuses it', async (_, code, refused) => {
  expect(await start(code)).toEqual({ refused })
})

test('a process that dies while it measures says its last words', async () => {
  const started = await start(`${READY} process.stdin.once("data", () => { throw new Error("out of luck") })`)
  if ('refused' in started) throw new Error(started.refused)
  await expect(started.contestant.measure(1)).rejects.toThrow('it ended with 1: Error: out of luck')
  await started.contestant.dispose()
})
