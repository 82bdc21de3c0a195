import type { Training, TrainingProgress } from '@trpo/core'
import type { ConformanceCheck } from '@trpo/core/conformance'
import { decodesWhatItEncodes, hasAPolicy, refusesOthers } from './encoding-checks.ts'
import { recordsWell } from './record-checks.ts'
import { beginsAlike, keepsTheOldState, stepsOneAtATime, stepsPurely } from './step-checks.ts'
import type { Subject } from './subject.ts'

/** How the checks train. */
export interface TrainingConformanceOptions {
  /**
   * Iterations that a check takes.
   * @default 2
   */
  readonly iterations?: number
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
