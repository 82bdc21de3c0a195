import type { ObservationArray } from '@trpo/math'
import { expectThat } from '@trpo/math/expectations'

/** What is seen of an environment at one moment: after a reset, with reward 0, or after a step. */
export interface Frame {
  readonly observation: ObservationArray
  readonly reward: number
  readonly terminated: boolean
  readonly truncated: boolean
  /** What the step reported, in the order of `spec.info`; nothing after a reset. */
  readonly info?: ArrayLike<number>
}

/** Throws an Error at the first place where two runs differ in a bit; `claim` says what equal runs would have shown. */
export function expectSameFrames(actual: readonly Frame[], expected: readonly Frame[], claim: string): void {
  const length = Math.min(actual.length, expected.length)
  for (let i = 0; i < length; i++) {
    const difference = frameDifference(actual[i], expected[i])
    expectThat(difference === undefined, `${claim}, but frame ${i} of ${length} differs: ${difference}`)
  }
  expectThat(
    actual.length === expected.length,
    `${claim}, but they have ${actual.length} and ${expected.length} frames`,
  )
}

function frameDifference(a: Frame, b: Frame): string | undefined {
  for (const key of ['reward', 'terminated', 'truncated'] as const) {
    if (!Object.is(a[key], b[key])) return `${key} is ${a[key]} and ${b[key]}`
  }
  for (let i = 0; i < Math.max(a.info?.length ?? 0, b.info?.length ?? 0); i++) {
    if (!Object.is(a.info?.[i], b.info?.[i])) return `number ${i} of info is ${a.info?.[i]} and ${b.info?.[i]}`
  }
  for (let i = 0; i < Math.max(a.observation.length, b.observation.length); i++) {
    if (!Object.is(a.observation[i], b.observation[i])) {
      return `observation[${i}] is ${a.observation[i]} and ${b.observation[i]}`
    }
  }
  return undefined
}
