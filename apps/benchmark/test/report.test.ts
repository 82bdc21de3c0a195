import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { figure, ratio } from '../src/report/format.ts'
import { markdownReport, markdownTable } from '../src/report/markdown.ts'
import { comparisonRows, factLines, figureRows, gainRows, overviewTables } from '../src/report/rows.ts'
import { terminalReport, terminalTable } from '../src/report/terminal.ts'
import { seriesOf } from '../src/result/suite-results.ts'
import { resultsWith } from './results.ts'

test.each([
  [32309.6, 'steps/s', '32,310'],
  [12.3456, 's', '12.3'],
  [0.0423456, 's', '0.0423'],
  [123.4, 's', '123'],
  [0, 's', '0'],
] as const)('%d %s is shown as %s', (value, unit, text) => {
  expect(figure(value, unit)).toBe(text)
})

test.each([
  [1.4286, '1.43'],
  [12.34, '12.3'],
  [123.4, '123'],
])('the ratio %d is shown as %s', (value, text) => {
  expect(ratio(value)).toBe(text)
})

const [suite] = resultsWith([1, 2, 4]).suites

test('figures have their spread, and parts stand below their total', () => {
  expect(figureRows(suite)).toEqual({
    head: ['seconds', 'median', 'min', 'max', 'cores', 'peak MiB'],
    body: [
      ['our update', '2.00', '1.00', '4.00', '1.00', '100'],
      ['  of it fisher', '1.00', '0.500', '2.00', '', ''],
      ['PyTorch | J', '2.00', '2.00', '2.00', '0.50', '1,500'],
    ],
  })
})

test('comparisons have their spread and say the share of time', () => {
  const [half] = resultsWith([0.5, 0.5, 0.4]).suites
  expect(comparisonRows(half).body).toEqual([
    ['our update against PyTorch | J', '4.00', '4.00', '5.00', '0.25', '2.00'],
  ])
})

/** The suite with its peer as yardstick, and as a row of an overview. */
const measured = (row: string) => ({
  ...suite,
  name: `update-${row}`,
  yardstick: 'torch',
  overview: { table: 'All updates', row },
})

test('ratios to a yardstick stand beside the figures, not below them', () => {
  expect(figureRows(measured('a'))).toEqual({
    head: ['seconds', 'median', 'min', 'max', 'x PyTorch | J', 'from, to', 'per core', 'cores', 'peak MiB'],
    body: [
      ['our update', '2.00', '1.00', '4.00', '1.00', '0.50 to 2.00', '0.50', '1.00', '100'],
      ['  of it fisher', '1.00', '0.500', '2.00', '', '', '', '', ''],
      ['PyTorch | J', '2.00', '2.00', '2.00', '', '', '', '0.50', '1,500'],
    ],
  })
  expect(comparisonRows(measured('a')).body).toEqual([])
})

test('suites that repeat the same on several tasks are rows of one table of ratios', () => {
  const [other] = resultsWith([0.5]).suites
  const second = { ...measured('b'), ...other, name: 'update-b', yardstick: 'torch', overview: measured('b').overview }
  const missing = { ...measured('c'), comparisons: [] }
  expect(overviewTables([suite, measured('a'), second, missing])).toEqual(
    new Map([
      [
        'update-a',
        {
          title: 'All updates',
          rows: {
            head: ['', 'our update'],
            body: [
              ['a', '1.00'],
              ['b', '4.00'],
              ['c', ''],
            ],
          },
        },
      ],
    ]),
  )
  expect(overviewTables([suite, measured('a')])).toEqual(new Map())
  const results = { ...resultsWith([1]), suites: [measured('a'), second] }
  for (const report of [terminalReport(results), markdownReport(results)]) expect(report).toContain('All updates')
})

test('a table for a terminal is aligned, colours aside', () => {
  // Whether there are colours is the terminal's business, or CI's.
  expect(
    stripVTControlCharacters(
      terminalTable({
        head: ['what', 'n'],
        body: [
          ['a', '10'],
          ['long', '9'],
        ],
      }),
    ).split('\n'),
  ).toEqual(['what   n', expect.stringMatching(/^─+$/), 'a     10', 'long   9'])
})

test('a table for Markdown escapes what would end a cell', () => {
  expect(markdownTable({ head: ['a', 'b'], body: [['x | y', '1']] })).toBe('| a | b |\n| --- | --: |\n| x \\| y | 1 |')
})

test('both reports hold the machine, every suite, every note', () => {
  const results = resultsWith([1, 2, 4])
  for (const report of [terminalReport(results), markdownReport(results)]) {
    for (const text of ['Some processor, 4 cores', 'Python 3.11.7', 'our update', 'torch 2.15.0', 'a last word'])
      expect(report).toContain(text)
  }
  expect(markdownReport(results)).toContain('npx --yes pnpm@10 bench update')
})

test('the facts say how many threads the peers had', () => {
  const results = resultsWith([1])
  const withThreads = { ...results, settings: { ...results.settings, threads: 2 } }
  expect(factLines(results).join()).toContain('one thread of ours, one of each peer')
  expect(factLines(withThreads).join()).toContain('one thread of ours, 2 of each peer')
})

/** Results whose two contestants are one worker and two. */
const scaled = () => {
  const results = resultsWith([1])
  const gain = {
    of: 'ours',
    to: 'torch',
    workers: 2,
    timesAsFast: seriesOf([1.8, 1.9, 1.6]),
    perCore: seriesOf([0.95]),
    parts: { fisher: seriesOf([1.7]) },
    bound: null,
    efficiency: seriesOf([0.9, 0.95, 0.8]),
  }
  const bounded = { ...gain, parts: {}, bound: { of: 'torch', to: 'ours' } }
  return { ...results, suites: [{ ...suite, comparisons: [], gains: [gain, bounded] }] }
}

test('gains say what of, their parts below them', () => {
  const results = scaled()
  expect(gainRows(results.suites[0])).toEqual({
    head: ['gain over one', 'median', 'min', 'max', 'of', 'efficiency', 'from, to', 'per core'],
    body: [
      ['our update', '1.80', '1.60', '1.90', '2', '0.90', '0.80 to 0.95', '0.95'],
      ['  of it fisher', '1.70', '1.70', '1.70', '', '', '', ''],
      ['our update', '1.80', '1.60', '1.90', 'PyTorch | J', '0.90', '0.80 to 0.95', '0.95'],
    ],
  })
  for (const report of [terminalReport(results), markdownReport(results)]) expect(report).toContain('gain over one')
})

test('the facts say where ours had several threads, and how many the peers had there', () => {
  const results = scaled()
  const several = 'ours on as many threads as they name, 2 of each peer'
  expect(factLines(results)[2]).toBe(`3 rounds after a warm-up, contestants in turn; ${several}`)
  expect(factLines({ ...results, suites: [...results.suites, suite] })[2]).toContain(
    `one thread of ours, one of each peer; in scaling ${several}`,
  )
})

test('threads that never wait and got less than a core each were starved', () => {
  const results = resultsWith([1])
  const withThreads = (busyThreads: number) => {
    const contestants = suite.contestants.map((one) => ({ ...one, busyThreads, coresUsed: seriesOf([1.5]) }))
    return factLines({ ...results, suites: [{ ...suite, contestants }] }).join()
  }
  expect(withThreads(1)).not.toContain('busy')
  expect(withThreads(2)).toContain('busy')
})
