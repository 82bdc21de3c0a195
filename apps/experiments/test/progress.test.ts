import type { TrainingRecord } from '@trpo/core'
import { describe, expect, test } from 'vitest'
import { randomSearch } from '../../../packages/runs/test/random-search.ts'
import { emptyRecord, measures, record } from '../../../packages/runs/test/records.ts'
import { iterationFacts } from '../src/progress/format.ts'
import { iterationProgress } from '../src/progress/iteration-progress.ts'

describe('a line of progress', () => {
  test('has the numbers that measures have a short name for, as parts of their bounds', () => {
    expect(iterationFacts(record(1), measures)).toBe(
      'return 10.00 ± 2.000 | entropy 1.300 | KL/delta 0.800 | sample 63% update 37%',
    )
    expect(iterationFacts(emptyRecord(1), measures)).toBe(
      'no episode ended, reward 1.000 a step | entropy - | KL/delta - | sample 63% update 37% | zeroGradient',
    )
  })

  test('of a training that is not TRPO has its own numbers, and none of TRPO', async () => {
    const training = randomSearch(1)
    const [, found] = await training.step(training.init())
    const line = iterationFacts(found, training.measures)
    expect(line).toMatch(/^return [\d.]+ ± [\d.]+ \| gain -?[\d.]+( \| noBetter)?$/)
  })
})

describe('how far an iteration is', () => {
  const timings: TrainingRecord['timings'] = { sample: 5, estimate: 1, fisher: 2, evaluate: 1, total: 10 }

  test('is guessed first, then learned from the iteration before', () => {
    const progress = iterationProgress()
    expect(progress.at('sample', 0.5)).toBe(0.375)
    expect(progress.at('fisher', 1)).toBe(0.75)
    progress.done({ timings })
    expect(progress.at('sample', 0.5)).toBe(0.25)
    expect(progress.at('estimate', 1)).toBe(0.5)
    expect(progress.at('fisher', 1)).toBe(0.6)
  })

  test('never goes back within an iteration, whatever the order of its parts, and is never above 1', () => {
    const progress = iterationProgress()
    progress.done({ timings })
    const order = ['sample', 'evaluate', 'estimate', 'fisher', 'a part of its own', 'sample'].map((part) =>
      progress.at(part, 1),
    )
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(Math.max(...order)).toBeLessThanOrEqual(1)
    progress.done({ timings: { total: 0 } })
    expect(progress.at('sample', 0)).toBe(0)
  })
})
