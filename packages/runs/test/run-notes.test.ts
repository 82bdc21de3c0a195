import { expect, test } from 'vitest'
import { runNotes } from '../src/index.ts'
import { measures, record } from './records.ts'

const [one, two, three] = [1, 2, 3].map((iteration) => record(iteration))
const withUpdate = (from: typeof one, changes: object) => ({ ...from, update: { ...from.update, ...changes } })

test('nothing is noted of a run that learns, or has not begun', () => {
  expect(runNotes([one, two, three], measures)).toEqual([])
  expect(runNotes([], measures)).toEqual([])
})

test('that no step was accepted is noted, with what became of them', () => {
  const refused = [one, two].map((from) => withUpdate(from, { status: 'noImprovement' }))
  const notes = runNotes([...refused, withUpdate(three, { status: 'zeroGradient' })], measures)
  expect(notes).toHaveLength(1)
  expect(notes[0]).toContain('No step was accepted (noImprovement 2 times, zeroGradient once)')
  expect(runNotes([...refused, three], measures)).toEqual([])
})

test('that no episode ended is noted', () => {
  const open = [one, two].map((from) => ({ ...from, episodes: { ...from.episodes, meanReturn: null } }))
  expect(runNotes(open, measures).join()).toMatch(/^No episode ended/)
  expect(runNotes([...open, three], measures)).toEqual([])
})

test('that steps stay far below their bound is noted, where there is one', () => {
  const small = [one, two].map((from) => withUpdate(from, { kl: 0.001 }))
  expect(runNotes(small, measures).join()).toContain('at most 0.10 of their bound (KL/delta)')
  expect(runNotes(small, {})).toEqual([])
  expect(runNotes([...small, three, record(4)], measures)).toEqual([])
})

test('that most of the drawn actions lie outside their bounds is noted, as it is in the end', () => {
  const outside = (part: number) =>
    [1, 2, 3, 4, 5, 6].map((iteration) => ({ ...record(iteration), outsideBounds: part }))
  expect(runNotes(outside(0.32), measures)).toEqual([])
  expect(runNotes(outside(0.98), measures).join()).toMatch(
    /^Actions outside their bounds: 0\.98 on average over the last 5 iterations\. The policy can hardly learn/,
  )
  // It began so, and learned to stay inside.
  expect(runNotes([...outside(0.9).slice(0, 2), ...outside(0.1)], measures)).toEqual([])
})

test('a measure of any training notes of its number what it says itself', () => {
  const heat = { title: 'Heat', description: '', unit: 'K', note: { above: 300, text: 'Open a window.' } }
  const [hot, cold] = [310, 290].map((kelvin) => withUpdate(one, { heat: kelvin }))
  expect(runNotes([hot], { heat })).toEqual(['Heat: 310 K in the last iteration. Open a window.'])
  expect(runNotes([cold], { heat })).toEqual([])
  expect(runNotes([one], { heat })).toEqual([])
  expect(runNotes([one, hot, three], { heat })).toEqual([
    'Heat: 310 K on average over 1 of the last 3 iterations. Open a window.',
  ])
})
