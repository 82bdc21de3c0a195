import { stripVTControlCharacters } from 'node:util'
import type { RunSummary, SweepRunState } from '@trpo/runs'
import { expect, test, vi } from 'vitest'
import type { SweepOutcome } from '../../src/sweep/do-sweep.ts'
import { introduceSweep, summarizeSweep } from '../../src/sweep/summarize-sweep.ts'

const summary = (name: string, iteration: number): RunSummary => ({
  name,
  directory: `runs/s/${name}`,
  state: 'unfinished',
  iteration,
  iterations: 9,
  preset: '',
  lastReturn: null,
  fault: undefined,
})

const run = (name: string, state: SweepRunState['state'], more: Partial<SweepRunState> = {}): SweepRunState => ({
  ...{ name, words: [], configDigest: '', directory: `runs/s/${name}`, state, summary: undefined, reason: undefined },
  ...more,
})

function printed(print: () => void): string {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    print()
    // Where colours are forced, as where CI runs, they are there without a terminal.
    return log.mock.calls.map(([line]) => stripVTControlCharacters(String(line))).join('\n')
  } finally {
    log.mockRestore()
  }
}

const summarized = (outcome: SweepOutcome) => printed(() => summarizeSweep('runs/s', outcome))
const finished = run('one', 'finished')

test('all done, there is nothing to resume', () => {
  const text = summarized({ states: [finished], interrupted: false })
  expect(text).toContain('Done: 1 of 1 run is finished.')
  expect(text).not.toContain('--resume')
})

test('a run that cannot be read is not tried again by --retry, and the screen says what helps', () => {
  const states = [finished, run('two', 'unreadable', { reason: 'config.json is not JSON' })]
  const text = summarized({ states, interrupted: false })
  expect(text).toContain('two: config.json is not JSON')
  expect(text).toMatch(/delete runs\/s\/two to begin it again; then .*sweep --resume runs\/s$/m)
  expect(text).not.toContain('--retry')
  const intro = printed(() => introduceSweep('runs/s', states, []))
  expect(intro).toContain('2 runs, 1 finished, 1 cannot be read')
})

test('a run that failed is tried again by --retry', () => {
  const text = summarized({ states: [run('two', 'failed', { reason: 'it broke' })], interrupted: false })
  expect(text).toMatch(/two: it broke\n.*--resume runs\/s --retry/)
})

test('runs that something else has stopped leave a way on', () => {
  const states = [finished, run('two', 'unfinished', { summary: summary('two', 4) }), run('three', 'waiting')]
  const text = summarized({ states, interrupted: false })
  expect(text).toContain('Not all done: 1 of 3 runs are finished.')
  expect(text).toContain('two: from outside, with 4/9 iterations done')
  expect(text).toContain('three: from outside, with no iteration done')
  expect(text).toMatch(/^resume {3}.*sweep --resume runs\/s$/m)
  // Of a sweep that Ctrl-C has stopped nobody need hear which runs are left.
  const interrupted = summarized({ states, interrupted: true })
  expect(interrupted).not.toContain('from outside')
  expect(interrupted).toMatch(/^resume {3}.*sweep --resume runs\/s$/m)
})
