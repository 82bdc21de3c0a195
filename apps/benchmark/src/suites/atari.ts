import { counted } from '@trpo/math/messages'
import { startOurs } from '../contestants/start-ours.ts'
import type { Suite } from '../measure/contestant.ts'
import { hasModule } from '../peers/python.ts'
import { startPeers } from '../peers/start-peers.ts'
import type { Settings } from '../settings.ts'
import { against } from './against.ts'

/** What the suites of Atari need: they run in Python alone. */
type WithPython = Settings & { readonly python: string }

const WITHOUT_ALE =
  'Atari was not measured: the Python that was given has no ale-py; that of `trpo setup python` has it.'

/** Lanes of the presets. */
const LANES = 24

/** Our lanes of a game, beside a bare loop over one emulator with the same preprocessing. */
export async function atariStepping(settings: WithPython, game: string): Promise<Suite | string> {
  const { python } = settings
  if (!(await hasModule(python, 'ale_py'))) return WITHOUT_ALE
  const ours = await startOurs('lanes', `our ${LANES} lanes, in Python`, { kind: 'atari', game, lanes: LANES, python })
  const script = { id: 'ale-py', name: 'ale-py alone', script: 'ale_stepping.py', words: ['--game', game] }
  const { peers, notes } = await startPeers(settings, [script])
  return {
    name: `atari-${game}`,
    title: `Stepping ${game} of Atari, 4 frames a step, reduced to 52 x 40: random actions`,
    unit: 'steps/s',
    contestants: [ours, ...peers],
    comparisons: peers.flatMap((peer) => against([ours], peer)),
    notes: [...notes, 'Cores used are those of both our processes (on Linux), memory is that of the one of Node.'],
  }
}

/** The parts of an iteration from pixels. */
export async function atariIterationSuite(settings: WithPython): Promise<Suite | string> {
  const { python, imageRows: steps } = settings
  const preset = 'atari/pong/single-path'
  if (!(await hasModule(python, 'ale_py'))) return WITHOUT_ALE
  const ours = await startOurs('ours', 'our iteration, 1 worker', {
    kind: 'atariIteration',
    preset,
    steps,
    workers: 1,
    python,
  })
  return {
    name: 'atari-iteration',
    title: `Iteration of ${preset}, ${counted(steps, 'step')}`,
    unit: 's',
    contestants: [ours],
    comparisons: [],
    notes: [],
  }
}
