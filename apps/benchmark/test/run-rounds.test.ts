import { expect, test } from 'vitest'
import { PeerError } from '../src/errors.ts'
import type { Contestant, Suite } from '../src/measure/contestant.ts'
import { runRounds } from '../src/measure/run-rounds.ts'
import { suiteResults } from '../src/result/suite-results.ts'

/** Takes 1, 2, 3 ... times `pace`; fails in its `failing`th measurement. */
function contestant(id: string, pace: number, log: string[], failing = 0, error: Error = new PeerError('gone')) {
  let count = 0
  const made: Contestant = {
    id,
    name: id.toUpperCase(),
    async measure() {
      log.push(id)
      count++
      if (count === failing) throw error
      return {
        measured: { total: count * pace, half: (count * pace) / 2 },
        coresUsed: count,
        peakMemoryMiB: 10 + count,
      }
    },
    dispose: async () => {},
  }
  return made
}

const suiteOf = (...contestants: Contestant[]): Suite => ({
  name: 'suite',
  title: 'Suite',
  unit: 's',
  contestants,
  comparisons: [{ of: 'a', to: 'b' }],
  notes: ['said before'],
})

test('contestants take turns, another one first each round, and the first round does not count', async () => {
  const log: string[] = []
  const suite = suiteOf(contestant('a', 1, log), contestant('b', 10, log), contestant('c', 100, log))
  const rounds: number[] = []
  const { measured } = await runRounds(suite, { repeats: 2, seconds: 1 }, (round) => rounds.push(round))
  expect(log.join('')).toBe('abcbcacab')
  expect(rounds).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2])
  expect(
    measured.map(({ contestant, reports }) => [contestant.id, reports.map(({ measured: { total } }) => total)]),
  ).toEqual([
    ['a', [2, 3]],
    ['b', [20, 30]],
    ['c', [200, 300]],
  ])
})

test('results hold totals, parts, memory and the ratios round by round', async () => {
  const suite = suiteOf(contestant('a', 1, []), contestant('b', 10, []))
  const { measured, notes } = await runRounds(suite, { repeats: 2, seconds: 1 }, () => {})
  const results = suiteResults(suite, measured, notes)
  expect(results.contestants[0]).toEqual({
    id: 'a',
    name: 'A',
    busyThreads: 1,
    total: { median: 2.5, min: 2, max: 3, samples: [2, 3] },
    parts: { half: { median: 1.25, min: 1, max: 1.5, samples: [1, 1.5] } },
    coresUsed: { median: 2.5, min: 2, max: 3, samples: [2, 3] },
    peakMemoryMiB: 13,
  })
  expect(results.comparisons).toEqual([
    {
      of: 'a',
      to: 'b',
      timesAsFast: { median: 10, min: 10, max: 10, samples: [10, 10] },
      perCore: { median: 10, min: 10, max: 10, samples: [10, 10] },
    },
  ])
  expect(results.notes).toEqual(['said before'])
})

test('a peer that fails on the way is left out with its comparisons, and the others go on', async () => {
  const log: string[] = []
  const suite = suiteOf(contestant('a', 1, log), contestant('b', 10, log, 2))
  const { measured, notes } = await runRounds(suite, { repeats: 3, seconds: 1 }, () => {})
  const results = suiteResults(suite, measured, notes)
  expect(results.contestants.map(({ id }) => id)).toEqual(['a'])
  expect(results.contestants[0].total.samples).toEqual([2, 3, 4])
  expect(results.comparisons).toEqual([])
  expect(results.notes).toEqual(['said before', 'B was left out: gone'])
  expect(log.filter((id) => id === 'b')).toHaveLength(2)
})

test('what is no failure of a peer is thrown', async () => {
  const suite = suiteOf(contestant('a', 1, [], 2, new Error('a fault of ours')))
  await expect(runRounds(suite, { repeats: 3, seconds: 1 }, () => {})).rejects.toThrow('a fault of ours')
})

test('a contestant that got half a core is as fast per core as one that got a whole one in half the time', () => {
  const reports = (total: number, coresUsed: number) => [{ measured: { total }, coresUsed, peakMemoryMiB: 1 }]
  const [a, b] = [contestant('a', 1, []), contestant('b', 1, [])]
  const results = suiteResults(
    suiteOf(a, b),
    [
      { contestant: a, reports: reports(2, 0.5) },
      { contestant: b, reports: reports(1, 1) },
    ],
    [],
  )
  expect(results.comparisons[0].timesAsFast.median).toBe(0.5)
  expect(results.comparisons[0].perCore.median).toBe(1)
})

test('a gain is one of all rounds and of their parts, beside the number of workers or the gain that bounds it', () => {
  const reports = (total: number, part: number, coresUsed: number) => [
    { measured: { total, part, none: 0 }, coresUsed, peakMemoryMiB: 1 },
  ]
  const [one, two, rawOne, rawTwo] = ['one', 'two', 'rawOne', 'rawTwo'].map((id) => contestant(id, 1, []))
  const bound = { of: 'rawTwo', to: 'rawOne' }
  const suite: Suite = {
    ...suiteOf(one, two, rawOne, rawTwo),
    comparisons: [],
    gains: [
      { of: 'two', to: 'one', workers: 2 },
      { of: 'two', to: 'one', workers: 2, bound },
      { of: 'two', to: 'gone', workers: 2 },
      { of: 'two', to: 'one', workers: 2, bound: { of: 'rawTwo', to: 'gone' } },
    ],
  }
  const { gains } = suiteResults(
    suite,
    [
      { contestant: one, reports: reports(3, 2, 1) },
      { contestant: two, reports: reports(2, 1, 1.5) },
      { contestant: rawOne, reports: reports(2, 1, 1) },
      { contestant: rawTwo, reports: reports(1.25, 1, 2) },
    ],
    [],
  )
  expect(gains).toHaveLength(2)
  const [plain, bounded] = gains
  expect(plain).toMatchObject({ of: 'two', to: 'one', workers: 2, bound: null })
  expect(plain.timesAsFast.samples).toEqual([1.5])
  expect(plain.perCore.samples).toEqual([1])
  // A part that was too short for the clock has no gain.
  expect(Object.entries(plain.parts).map(([part, { samples }]) => [part, samples])).toEqual([['part', [2]]])
  expect(plain.efficiency.samples).toEqual([0.75])
  expect(bounded.bound).toEqual(bound)
  expect(bounded.efficiency.samples).toEqual([1.5 / 1.6])
})
