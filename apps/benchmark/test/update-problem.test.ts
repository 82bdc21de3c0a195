import { networkFromDescription } from '@trpo/networks'
import { expect, test } from 'vitest'
import { updateProblem } from '../src/contestants/update-problem.ts'

test('an update that is timed again is the same work, to the bit, and its parts fit into the whole', async () => {
  const shape = { observationSize: 9, hidden: [30], actionSize: 2, rows: 2000 }
  const problem = await updateProblem(shape, networkFromDescription)
  const [first, second] = [await problem.run(), await problem.run()]
  expect(first.result.status).toBe('accepted')
  expect(first.result.numbers['products']).toBe(10)
  expect(second.result).toEqual(first.result)
  const { total, ...parts } = second.times
  expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeLessThanOrEqual(total)
  await problem.dispose()
})
