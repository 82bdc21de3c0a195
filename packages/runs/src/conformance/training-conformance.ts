import type { Training, TrainingProgress, TrainingRecord } from '@trpo/core'
import type { ConformanceCheck } from '@trpo/core/conformance'
import { decodePolicy, encodePolicy } from '@trpo/policies'
import { recordSchema } from '../files/record-schema.ts'
import { expectRefused, expectSameRecord, expectSameState, expectThat } from './check.ts'
import { refusals } from './refusals.ts'

/** How the checks train. */
export interface TrainingConformanceOptions {
  /**
   * Iterations that a check takes.
   * @default 2
   */
  readonly iterations?: number
}

/** What a check is done on. */
interface Subject<S extends TrainingProgress> {
  readonly training: Training<S>
  /** Another one, built in the same way. */
  readonly other: Training<S>
  readonly iterations: number
}

/**
 * What every `Training` must keep so that its runs can be stopped, resumed and verified, as tests of any framework:
 * `for (const { name, run } of trainingConformance(create)) test(name, run)`.
 *
 * @param create builds the training, the same one at each call
 */
export function trainingConformance<S extends TrainingProgress>(
  create: () => Training<S> | Promise<Training<S>>,
  { iterations = 2 }: TrainingConformanceOptions = {},
): ConformanceCheck[] {
  const check = (name: string, over: (subject: Subject<S>) => void | Promise<void>): ConformanceCheck => ({
    name,
    async run() {
      const [training, other] = [await create(), await create()]
      try {
        await training.ready()
        await other.ready()
        await over({ training, other, iterations })
      } finally {
        await training.dispose()
        await other.dispose()
      }
    },
  })
  return [
    check('the first state is the same every time, of iteration 0 and no steps', beginsAlike),
    check('equal states give equal iterations, whatever was done before', stepsPurely),
    check('a step leaves the state that it was given as it was', keepsTheOldState),
    check('records count on, are plain JSON and hold described numbers', recordsWell),
    check('a second step while one is under way is refused', stepsOneAtATime),
    check('a decoded state has the bits of the encoded one, and goes on as it', decodesWhatItEncodes),
    check('what is no state of this training is refused', refusesOthers),
    check('the policy of a state can be saved and loaded', hasAPolicy),
  ]
}

function beginsAlike<S extends TrainingProgress>({ training, other }: Subject<S>): void {
  const first = training.init()
  expectThat(first.iteration === 0, `the first state is of iteration ${first.iteration}, expected 0`)
  expectThat(first.steps === 0, `the first state has ${first.steps} steps, expected 0`)
  const expected = training.encode(first)
  expectSameState('the first state, asked for again', training.encode(training.init()), expected)
  expectSameState('the first state of another training', other.encode(other.init()), expected)
}

async function stepsPurely<S extends TrainingProgress>({ training, other, iterations }: Subject<S>): Promise<void> {
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

async function keepsTheOldState<S extends TrainingProgress>({ training, iterations }: Subject<S>): Promise<void> {
  let state = training.init()
  for (let i = 0; i < iterations; i++) {
    const before = training.encode(state)
    const [next] = await training.step(state)
    expectSameState(`the state of iteration ${i} after a step from it`, training.encode(state), before)
    state = next
  }
}

async function recordsWell<S extends TrainingProgress>({ training, iterations }: Subject<S>): Promise<void> {
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

async function stepsOneAtATime<S extends TrainingProgress>({ training }: Subject<S>): Promise<void> {
  const first = training.step(training.init())
  await expectRefused('a second step while one was under way', () => training.step(training.init())).finally(
    () => first,
  )
}

async function decodesWhatItEncodes<S extends TrainingProgress>(subject: Subject<S>): Promise<void> {
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

async function refusesOthers<S extends TrainingProgress>({ training }: Subject<S>): Promise<void> {
  const encoded = training.encode(training.init())
  expectThat(encoded.json.endsWith('\n'), 'the JSON of a state does not end in a newline')
  for (const { what, encoded: other } of refusals(encoded)) await expectRefused(what, () => training.decode(other))
}

async function hasAPolicy<S extends TrainingProgress>({ training, other }: Subject<S>): Promise<void> {
  const [state] = await training.step(training.init())
  const saved = encodePolicy(training.policy(state))
  expectSameState('a policy that was loaded', encodePolicy(decodePolicy(saved.json, saved.tensors)), saved)
  const again = encodePolicy(other.policy(other.decode(training.encode(state))))
  expectSameState('the policy of a decoded state', again, saved)
}
