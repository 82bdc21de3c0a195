import { expect, test } from 'vitest'
import { rowText } from '../../src/sweep/live-table.ts'
import { plainLines, type SweepNow, trackSweep } from '../../src/sweep/progress.ts'

test('a sweep is counted, and the time left is that of the iterations that are', () => {
  let now = 0
  let last: SweepNow | undefined
  const said: string[] = []
  const drawing = {
    draw: (drawn: SweepNow) => {
      last = drawn
    },
    say: (line: string) => void said.push(line),
    stop() {},
  }
  const progress = trackSweep({ runs: 4, finished: 1, failed: 0, iterations: 30 }, drawing, () => now)
  progress.waits('b', 17, 'runs/s/b/lock')
  progress.begin({ name: 'a', from: 0, to: 10, cores: 1 })
  progress.begin({ name: 'b', from: 5, to: 10, cores: 2 })
  expect(last?.summary).toBe('1 of 4 finished, 2 running')
  now = 10_000
  progress.at('a', { iteration: 5, to: 10, meanReturn: 7 })
  // Five iterations took ten seconds, and 25 are left.
  expect(last?.summary).toBe('1 of 4 finished, 2 running, about 50 s left')
  expect(last?.underWay.map(({ iteration }) => iteration)).toEqual([5, 5])
  progress.at('nobody', { iteration: 5, to: 10, meanReturn: 7 })
  progress.end('a', { how: 'finished' })
  progress.end('b', { how: 'failed', reason: 'it broke' })
  expect(last?.summary).toBe('2 of 4 finished, 0 running, 1 failed, about 20 s left')
  expect(said).toEqual([
    'waiting   b | process 17 trains it; stop that process, or delete runs/s/b/lock if it is something else',
    'finished  a | return 7.000 | 10 s',
    'failed    b | it broke',
  ])
})

test('rows show a bar, and lines come now and then', () => {
  const run = { name: 'a', from: 0, to: 10, cores: 2, iteration: 5, meanReturn: null }
  expect(rowText(run, 3)).toBe(`a    ${'█'.repeat(10)}${'░'.repeat(10)} 5/10 | 2 cores`)
  let text = ''
  let now = 0
  const write = (line: string | Uint8Array) => {
    text += String(line)
    return true
  }
  const lines = plainLines({ write }, () => now)
  lines.draw({ underWay: [run], summary: '1 of 4 finished' })
  expect(text).toBe('')
  now = 30_000
  lines.draw({ underWay: [run], summary: '1 of 4 finished' })
  lines.draw({ underWay: [run], summary: '1 of 4 finished' })
  expect(text).toBe('1 of 4 finished: a 5/10\n')
})
