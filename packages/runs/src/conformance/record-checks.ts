import type { TrainingProgress } from '@trpo/core'
import { expectThat } from '@trpo/math/expectations'
import { recordSchema } from '../files/record-schema.ts'
import type { Subject } from './subject.ts'

export async function recordsWell<S extends TrainingProgress>({ training, iterations }: Subject<S>): Promise<void> {
  expectThat(training.summary !== '', 'summary is empty; expected a few words that name the algorithm')
  let state = training.init()
  for (let i = 1; i <= iterations; i++) {
    const [next, record] = await training.step(state)
    const found = [next.iteration, record.iteration, record.totalSteps, record.totalSteps - record.steps]
    const expected = [i, i, next.steps, state.steps]
    expectThat(
      found.join() === expected.join(),
      `iteration ${i}: the state's iteration, the record's, totalSteps and totalSteps - steps are ${found.join(', ')}; expected ${expected.join(', ')}`,
    )
    const text = JSON.stringify(record)
    expectThat(
      !hasLostNumbers(record),
      `iteration ${i}: a number is not finite, and JSON has none such; give null: ${text}`,
    )
    const [issue] = recordSchema.safeParse(JSON.parse(text)).error?.issues ?? []
    expectThat(issue === undefined, `iteration ${i}: ${issue?.path.join('.')}: ${issue?.message}`)
    const unknown = Object.keys(record.update).find(
      (name) => name !== 'status' && !Object.hasOwn(training.measures, name),
    )
    expectThat(
      unknown === undefined,
      `iteration ${i}: update.${unknown} is in no measures; say there what it is, so that reports can draw it`,
    )
    state = next
  }
}

/** Whether a number in a value is NaN or infinite, which JSON writes as null. */
function hasLostNumbers(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(hasLostNumbers)
}
