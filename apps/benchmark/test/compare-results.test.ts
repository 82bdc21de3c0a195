import { expect, test } from 'vitest'
import { warnings } from '../src/commands/compare.ts'
import { differenceRows, differences } from '../src/report/compare-results.ts'
import { resultsWith } from './results.ts'

test('a change beyond both spreads is called faster or slower, whichever way is better', () => {
  const all = differences(resultsWith([1, 1.1, 1.2]), resultsWith([0.4, 0.5, 0.6]))
  expect(differenceRows('suite', all).body).toEqual([
    ['our update', '1.10', '0.500', 'x 2.20', 'faster'],
    ['our update: fisher', '0.550', '0.250', 'x 2.20', 'faster'],
    ['PyTorch | J', '2.00', '2.00', 'x 1.00', 'within the spread'],
    ['ratio ours / torch', '1.82', '4.00', 'x 2.20', 'larger'],
  ])
  const back = differences(resultsWith([0.4, 0.5, 0.6]), resultsWith([1, 1.1, 1.2]))
  expect(differenceRows('suite', back).body.map((row) => row.at(-1))).toEqual([
    'slower',
    'slower',
    'within the spread',
    'smaller',
  ])
})

test('a change within the spreads is not called one', () => {
  const all = differences(resultsWith([1, 1.1, 1.5]), resultsWith([0.9, 1.05, 1.2]))
  expect(all.map(({ clear }) => clear)).toEqual([false, false, false, false])
})

test('suites of other sizes are not compared', () => {
  expect(differences(resultsWith([1], 1000), resultsWith([1], 2000))).toEqual([])
})

test('another machine, or a busy one, is said', () => {
  const calm = resultsWith([1])
  const other = { ...calm, machine: { ...calm.machine, processor: 'Another' } }
  const busy = { ...calm, machine: { ...calm.machine, loadBefore: 3.5 } }
  expect(warnings(calm, calm)).toEqual([])
  expect(warnings(calm, other)).toEqual([expect.stringContaining('B Another')])
  expect(warnings(calm, busy)).toEqual([expect.stringContaining('busy')])
})
