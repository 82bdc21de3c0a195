import { expect, test } from 'vitest'
import { runNotes } from '../src/index.ts'
import { record } from './records.ts'

const [one, two, three] = [1, 2, 3].map((iteration) => record(iteration))
const withUpdate = (from: typeof one, changes: object) => ({ ...from, update: { ...from.update, ...changes } })

test('nothing is noted of a run that learns, or has not begun', () => {
  expect(runNotes([one, two, three], 0.01)).toEqual([])
  expect(runNotes([], 0.01)).toEqual([])
})

test('that no step was accepted is noted, with what became of them', () => {
  const refused = [one, two].map((from) => withUpdate(from, { status: 'noImprovement' }))
  const notes = runNotes([...refused, withUpdate(three, { status: 'zeroGradient' })], 0.01)
  expect(notes).toHaveLength(1)
  expect(notes[0]).toContain('No step was accepted (noImprovement 2 times, zeroGradient once)')
  expect(runNotes([...refused, three], 0.01)).toEqual([])
})

test('that no episode ended is noted', () => {
  const open = [one, two].map((from) => ({ ...from, episodes: { ...from.episodes, meanReturn: null } }))
  expect(runNotes(open, 0.01).join()).toMatch(/^No episode ended/)
  expect(runNotes([...open, three], 0.01)).toEqual([])
})

test('that steps stay far below their bound is noted, where there is one', () => {
  const small = [one, two].map((from) => withUpdate(from, { kl: 0.001 }))
  expect(runNotes(small, 0.01).join()).toContain('at most 0.10 of their bound')
  expect(runNotes(small)).toEqual([])
  expect(runNotes([...small, three, record(4)], 0.01)).toEqual([])
})
