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

test('that the policy was better once is noted, by evaluations', () => {
  const evaluated = (...returns: number[]) =>
    returns.map((meanReturn, i) =>
      record(i + 1, { evaluation: { meanReturn, policy: 'last', actions: 'mode' } as const }),
    )
  expect(runNotes(evaluated(10, 2796.34, 1770), measures)).toEqual([
    'The last evaluation came to 1770, and the best one to 2796 after iteration 2: the policy has become worse since. The best one is kept in best/.',
  ])
  expect(runNotes(evaluated(10, 2796, 2500), measures)).toEqual([])
  expect(runNotes(evaluated(2796, 1770), measures)).toEqual([])
  // Returns of training fall by chance; evaluations say more.
  const rising = Array.from({ length: 30 }, (_, i) => evaluated(i)[0])
  expect(
    runNotes(
      rising.map((one, i) => ({ ...one, ...returnOf(i < 15 ? 900 : 10, i + 1) })),
      measures,
    ),
  ).toEqual([])
})

/** The part of a record that says what its episodes earned. */
function returnOf(meanReturn: number, iteration: number) {
  return { iteration, episodes: { ...record(iteration).episodes, meanReturn } }
}

test('that the return has fallen is noted where nothing is evaluated', () => {
  const run = (returns: readonly number[]) => returns.map((value, i) => ({ ...one, ...returnOf(value, i + 1) }))
  const up = Array.from({ length: 20 }, (_, i) => 100 * i)
  expect(runNotes(run([...up, 1900, 1000, 800, 800, 800, 800, 800]), measures).join()).toMatch(
    /^The return has fallen from 1780 around iteration 21 to 800\. Evaluation during training \(--set evaluation\.every=10\)/,
  )
  expect(runNotes(run([...up, 1900, 1700, 1700, 1700, 1700, 1700, 1700]), measures)).toEqual([])
  expect(runNotes(run(up.slice(0, 10).concat([0, 0, 0, 0, 0])), measures)).toEqual([])
  // Less than the returns of one iteration differ among themselves.
  expect(runNotes(run(Array.from({ length: 30 }, (_, i) => (i < 20 ? 11 : 10))), measures)).toEqual([])
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
