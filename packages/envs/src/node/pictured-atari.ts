import type { Pictured } from '@trpo/drawing'
import type { Random } from '@trpo/random'
import type { Environment } from '../environment.ts'
import { observationArray } from '../observation-array.ts'
import { SEEDS } from './lanes/python-lanes.ts'

/**
 * An environment that shows the screen of a second emulator, which plays the same episode: it has the same seeds and the same
 * actions. So nothing but drawing pays for colours.
 *
 * @param screen an environment whose observation is the screen, [height, width, 3]
 */
export function picturedAtari(shown: Environment, screen: Environment, timeStep: number): Environment & Pictured {
  const { observationSpace } = screen.spec
  const [height = 0, width = 0] = observationSpace.kind === 'box' ? (observationSpace.shape ?? []) : []
  return {
    ...shown,
    timeStep,
    reset(random) {
      // A reset draws one number, its seed.
      const seed = random.integer(SEEDS)
      const same: Random = { ...random, integer: () => seed }
      for (const environment of [shown, screen]) environment.reset(same)
    },
    step(action, random) {
      screen.step(action, random)
      return shown.step(action, random)
    },
    picture() {
      const rgb = observationArray(observationSpace)
      screen.observe(rgb)
      return { width, height, rgb: Uint8Array.from(rgb) }
    },
    dispose() {
      for (const environment of [shown, screen]) environment.dispose?.()
    },
  }
}
