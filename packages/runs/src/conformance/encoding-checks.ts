import type { TrainingProgress } from '@trpo/core'
import { expectThat } from '@trpo/math/expectations'
import { decodePolicy, encodePolicy } from '@trpo/policies'
import { expectRefused, expectSameRecord, expectSameState } from './check.ts'
import { refusals } from './refusals.ts'
import type { Subject } from './subject.ts'

export async function decodesWhatItEncodes<S extends TrainingProgress>(subject: Subject<S>): Promise<void> {
  const { training, other, iterations } = subject
  let state = training.init()
  for (let i = 0; i <= iterations; i++) {
    const encoded = training.encode(state)
    const decoded = other.decode(encoded)
    const shown = `the state of iteration ${i}, decoded`
    expectThat(decoded.iteration === i, `${shown}, is of iteration ${decoded.iteration}`)
    expectThat(decoded.steps === state.steps, `${shown}, has ${decoded.steps} steps, expected ${state.steps}`)
    expectSameState(shown, other.encode(decoded), encoded)
    if (i === iterations) return
    const [next, record] = await training.step(state)
    const [nextOfDecoded, recordOfDecoded] = await other.step(decoded)
    expectSameState(`iteration ${i + 1} from a decoded state`, other.encode(nextOfDecoded), training.encode(next))
    expectSameRecord(`iteration ${i + 1} from a decoded state`, recordOfDecoded, record)
    state = next
  }
}

export async function refusesOthers<S extends TrainingProgress>({ training }: Subject<S>): Promise<void> {
  const encoded = training.encode(training.init())
  expectThat(encoded.json.endsWith('\n'), 'the JSON of a state does not end in a newline')
  for (const { what, encoded: other } of refusals(encoded)) await expectRefused(what, () => training.decode(other))
}

export async function hasAPolicy<S extends TrainingProgress>({ training, other }: Subject<S>): Promise<void> {
  const [state] = await training.step(training.init())
  const saved = encodePolicy(training.policy(state))
  expectSameState('a policy that was loaded', encodePolicy(decodePolicy(saved.json, saved.tensors)), saved)
  const again = encodePolicy(other.policy(other.decode(training.encode(state))))
  expectSameState('the policy of a decoded state', again, saved)
  if (training.average === undefined) return
  const average = encodePolicy(training.average(state))
  const averageAgain = other.average?.(other.decode(training.encode(state)))
  expectThat(averageAgain !== undefined, 'a training that was built in the same way keeps no average')
  expectSameState('the averaged policy of a decoded state', encodePolicy(averageAgain), average)
}
