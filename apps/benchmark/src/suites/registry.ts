import type { Suite } from '../measure/contestant.ts'
import type { Settings } from '../settings.ts'
import type { Subject } from '../subjects.ts'
import { atariIterationSuite, atariStepping } from './atari.ts'
import { bridgeSuite } from './bridge.ts'
import { fitSuite } from './fit.ts'
import { criticIterationSuite, iterationSuite } from './iteration.ts'
import { cartPoleSampling, robotSampling } from './sampling.ts'
import { scaledIteration, scaledSampling, scaledUpdate } from './scaling.ts'
import { steppingSuite } from './stepping.ts'
import { imageShape, largeShape, smallShape, updateSuite } from './update.ts'
import { vineSuite } from './vine.ts'

/** Starts the contestants of a suite; or says why there is none. */
type CreateSuite = (settings: Settings) => Promise<Suite | string>

/** The suites of each subject. Each is made when its turn comes, one at a time. */
export const suites: Readonly<Record<Subject, (settings: Settings) => readonly CreateSuite[]>> = {
  stepping: ({ models }) => models.map((model) => (settings) => steppingSuite(settings, model)),
  sampling: () => [
    (settings) => robotSampling(settings, { model: 'swimmer', hidden: [30], physics: ['planar', 'mujoco'] }),
    (settings) => robotSampling(settings, { model: 'hopper', hidden: [50, 50], physics: ['planar'] }),
    cartPoleSampling,
    (settings) => vineSuite(settings, { model: 'hopper', hidden: [50, 50], states: 625, branchSteps: 100 }),
  ],
  update: () => [
    (settings) => updateSuite(settings, smallShape(settings)),
    (settings) => updateSuite(settings, largeShape(settings)),
    // The reference would take minutes for each update of images.
    (settings) => updateSuite({ ...settings, networks: ['simd'] }, imageShape(settings)),
    fitSuite,
  ],
  iteration: () => [iterationSuite, criticIterationSuite],
  // There is nothing to measure without Python.
  bridge: ({ python }) =>
    python === undefined
      ? []
      : ['CartPole-v1', 'LunarLander-v3'].map((id) => (settings) => bridgeSuite({ ...settings, python }, id)),
  atari: ({ python }) =>
    python === undefined
      ? []
      : [
          ...['pong', 'breakout', 'seaquest'].map(
            (game) => (settings: Settings) => atariStepping({ ...settings, python }, game),
          ),
          (settings) => atariIterationSuite({ ...settings, python }),
        ],
  scaling: () => [
    (settings) => scaledSampling(settings, { model: 'swimmer', hidden: [30], physics: 'mujoco' }),
    (settings) => scaledSampling(settings, { model: 'swimmer', hidden: [30], physics: 'planar' }),
    (settings) => scaledSampling(settings, { model: 'hopper', hidden: [50, 50], physics: 'planar' }),
    (settings) => scaledUpdate(settings, smallShape(settings)),
    (settings) => scaledUpdate(settings, { ...largeShape(settings), rows: settings.scalingRows }),
    (settings) => scaledUpdate(settings, imageShape(settings), true),
    scaledIteration,
  ],
}
