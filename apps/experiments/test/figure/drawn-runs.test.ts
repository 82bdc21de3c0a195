import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { comparisonRows } from '../../src/compare/comparison-rows.ts'
import type { LearningCurve } from '../../src/compare/learning-curve.ts'
import { writeComparison } from '../../src/compare/write-comparison.ts'
import { expectedRuns, figureTitle } from '../../src/figure/drawn-runs.ts'
import { figure4 } from '../../src/figure/figure-4.ts'
import { plannedCurves } from '../../src/figure/plan-figure.ts'

const planned = plannedCurves(figure4, {
  scale: 0.01,
  tasks: ['swimmer'],
  algorithms: ['vine', 'single-path', 'cem'],
})
const [{ task }] = expectedRuns(planned, 3)
const runsOf = (label: string, count: number): LearningCurve[] =>
  Array.from({ length: count }, (_, index) => ({
    task,
    label,
    seed: index + 1,
    source: 'made up',
    points: [{ steps: 100, meanReturn: index, accepted: true, partOfBound: 0.5 }],
    returns: [{ x: 100, meanReturn: index }],
  }))
const titles = ['Vine', 'Single Path', 'CEM']

test('the title of a figure counts the runs that are drawn', () => {
  const all = (count: number) => titles.flatMap((title) => runsOf(title, count))
  expect(figureTitle('4', 1, 3, all(3))).toBe('Figure 4: full size, mean of 3 runs of each algorithm')
  expect(figureTitle('4', 0.01, 3, all(1))).toBe('Figure 4: scale 0.01, one run of each algorithm')
  expect(figureTitle('4', 1, 3, [...runsOf('Vine', 3), ...runsOf('Single Path', 1), ...runsOf('CEM', 2)])).toBe(
    'Figure 4: full size, mean of 1 to 3 runs of each algorithm',
  )
  expect(figureTitle('4', 1, 3, [...runsOf('Vine', 2), ...runsOf('CEM', 2)])).toBe(
    'Figure 4: full size, mean of 2 runs of each algorithm; 2 of 3 curves',
  )
})

test('its table says which curves have fewer runs than they should, or none', async () => {
  const drawn = [...runsOf('Vine', 3), ...runsOf('Single Path', 1)]
  const expected = expectedRuns(planned, 3)
  expect(comparisonRows(drawn, 'means', expected).map(([, label, seeds, , , last]) => [label, seeds, last])).toEqual([
    ['Vine', 'all 3', '1.000 ± 1.000 [0.000, 2.000]'],
    ['Single Path', '1 of 3', '0.000'],
    ['CEM', '0 of 3', ''],
  ])
  const folder = await mkdtemp(join(tmpdir(), 'trpo-figure-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  onTestFinished(() => void vi.restoreAllMocks())
  vi.spyOn(console, 'log').mockImplementation(() => {})
  const path = join(folder, 'figure-4.md')
  await writeComparison(path, drawn, 'iterations', { expected })
  const table = await readFile(path, 'utf8')
  expect(table).toContain(`| ${task} | Single Path | 1 of 3 |`)
  expect(table).toContain(`| ${task} | CEM | 0 of 3 |`)
})
