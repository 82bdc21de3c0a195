import type { TrainingProgress, TrainingRecord } from '@trpo/core'
import { expectThat } from '@trpo/math/expectations'
import { expectRefused, expectSameRecord, expectSameState } from './check.ts'
import type { Subject } from './subject.ts'

export function beginsAlike<S extends TrainingProgress>({ training, other }: Subject<S>): void {
  const first = training.init()
  expectThat(first.iteration === 0, `the first state is of iteration ${first.iteration}, expected 0`)
  expectThat(first.steps === 0, `the first state has ${first.steps} steps, expected 0`)
  const expected = training.encode(first)
  expectSameState('the first state, asked for again', training.encode(training.init()), expected)
  expectSameState('the first state of another training', other.encode(other.init()), expected)
}

export async function stepsPurely<S extends TrainingProgress>({
  training,
  other,
  iterations,
}: Subject<S>): Promise<void> {
  const states = [training.init()]
  const records: TrainingRecord[] = []
  for (let i = 0; i < iterations; i++) {
    const [next, record] = await training.step(states[i])
    states.push(next)
    records.push(record)
  }
  // Backwards, so that nothing of an earlier iteration is there by chance.
  for (let i = iterations - 1; i >= 0; i--)
    for (const [what, one] of [
      ['again', training],
      ['by another training', other],
    ] as const) {
      const [next, record] = await one.step(states[i])
      const shown = `iteration ${i + 1}, done ${what}`
      expectSameState(shown, one.encode(next), training.encode(states[i + 1]))
      expectSameRecord(shown, record, records[i])
    }
}

export async function keepsTheOldState<S extends TrainingProgress>({
  training,
  iterations,
}: Subject<S>): Promise<void> {
  let state = training.init()
  for (let i = 0; i < iterations; i++) {
    const before = training.encode(state)
    const [next] = await training.step(state)
    expectSameState(`the state of iteration ${i} after a step from it`, training.encode(state), before)
    state = next
  }
}

export async function stepsOneAtATime<S extends TrainingProgress>({ training }: Subject<S>): Promise<void> {
  const first = training.step(training.init())
  await expectRefused('a second step while one was under way', () => training.step(training.init())).finally(
    () => first,
  )
}
