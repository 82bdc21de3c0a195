import type { EncodedState, TrainingRecord } from '@trpo/core'
import { expectThat } from '@trpo/math/expectations'

/** Throws unless two encoded states are equal, byte for byte. */
export function expectSameState(what: string, actual: EncodedState, expected: EncodedState): void {
  expectThat(actual.json === expected.json, `${what}: the JSON is ${actual.json}, expected ${expected.json}`)
  const at = expected.tensors.findIndex((byte, i) => byte !== actual.tensors[i])
  expectThat(
    at < 0 && actual.tensors.length === expected.tensors.length,
    `${what}: the tensors differ from byte ${at < 0 ? expected.tensors.length : at} on; an iteration may depend on nothing but the state, and files hold every bit of it`,
  )
}

/** Throws unless two records are equal but for their timings, which no seed determines. */
export function expectSameRecord(what: string, actual: TrainingRecord, expected: TrainingRecord): void {
  const [left, right] = [actual, expected].map(({ timings: _, ...rest }) => JSON.stringify(rest))
  expectThat(left === right, `${what}: the record is ${left}, expected ${right}`)
}

/** Throws unless `work` throws, or rejects with, an Error. */
export async function expectRefused(what: string, work: () => unknown): Promise<void> {
  let thrown: unknown
  try {
    await work()
  } catch (error) {
    thrown = error
  }
  expectThat(thrown !== undefined, `${what} was taken; expected an Error that says what is wrong with it`)
  expectThat(thrown instanceof Error, `${what} was refused with ${String(thrown)}; expected an Error`)
}
