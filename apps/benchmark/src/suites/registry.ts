import type { Suite } from '../measure/contestant.ts'
import type { Settings } from '../settings.ts'
import { iterationSuite } from './iteration.ts'
import { samplingSuite } from './sampling.ts'
import { steppingSuite } from './stepping.ts'
import { largeShape, smallShape, updateSuite } from './update.ts'

/** What can be measured, by the name of its command: suites are made when their turn comes, one at a time. */
export const suites = {
  stepping: [steppingSuite],
  sampling: [samplingSuite],
  update: [
    (settings: Settings) => updateSuite(settings, smallShape(settings)),
    (settings: Settings) => updateSuite(settings, largeShape(settings)),
  ],
  iteration: [iterationSuite],
} as const satisfies Record<string, readonly ((settings: Settings) => Promise<Suite>)[]>

/** A name of `suites`. */
export type Subject = keyof typeof suites
