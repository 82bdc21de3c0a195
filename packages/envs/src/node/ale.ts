import type { Pictured } from '@trpo/drawing'
import { atariLanes, atariSettings } from '../atari/atari-lanes.ts'
import type { AtariBackend, AtariRequest } from '../atari/backend.ts'
import type { AtariSettings } from '../atari/games.ts'
import type { Environment, RestorableEnvironment } from '../environment.ts'
import { isRestorableLanes, type RestorableLanes } from '../lanes.ts'
import { laneEnvironment } from './lanes/lane-environment.ts'
import { type OnRestart, pythonLanes, warnOfRestart } from './lanes/python-lanes.ts'
import { picturedAtari } from './pictured-atari.ts'
import { findPython } from './python/find-python.ts'
import { PythonError } from './python/python-error.ts'
import { type PythonHost, type PythonLimits, type PythonVersions, pythonHost } from './python/python-host.ts'

/** The Python that emulates, and how long it is waited for. */
export interface AleOptions extends PythonLimits {
  /**
   * The interpreter: 3.10 or newer, with ale-py 0.12.1 and numpy.
   * @default that of `TRPO_PYTHON`, or the one that `trpo setup python` has installed
   */
  readonly python?: string | undefined
  /**
   * Hears of a Python process that died and was replaced; nothing but time is lost.
   * @default a warning of the process
   */
  readonly onRestart?: OnRestart | undefined
}

/** Makes lanes of one Atari game, which share a Python process. */
export interface AtariSource {
  /** What runs in Python. */
  readonly versions: PythonVersions
  /** One environment. */
  create(): RestorableEnvironment
  /** Environments that are stepped together. */
  createLanes(count: number): RestorableLanes
  /** One environment that also shows its screen in colours, [210, 160]. It emulates the game twice. */
  createPictured(): Environment & Pictured
}

/** The frames that an Atari 2600 shows in a second. */
const FRAMES_A_SECOND = 60

/** The milliseconds that a source keeps its process when all that it has made is disposed of. */
const LINGERS = 10_000

/**
 * The Arcade Learning Environment (Bellemare et al. 2013) in a Python process, by the package ale-py, which has the games. All lanes
 * of the backend share the process, which is kept for 10 s when the last of them are disposed of. A call of the backend throws a
 * PythonError when there is no Python, no ale-py of the version that is needed, or no such game.
 */
export function aleBackend(options: AleOptions = {}): AtariBackend {
  let host: PythonHost | undefined
  return (request) => {
    host ??= pythonHost(findPython(options.python), options, LINGERS)
    return lanesIn(host, request, options)
  }
}

/** A source of lanes of a game. Throws a PythonError where there is no Python; the game is asked for when something is made. */
export function atariSource(
  game: string,
  settings: Partial<AtariSettings> = {},
  options: AleOptions = {},
): AtariSource {
  const host = pythonHost(findPython(options.python), options, LINGERS)
  const backend: AtariBackend = (request) => lanesIn(host, request, options)
  const inColours: AtariBackend = (request) => backend({ ...request, screen: 'rgb' })
  const createLanes = (count: number) => atariLanes(backend, game, count, settings)
  const { frameSkip } = atariSettings(game, settings)
  return {
    versions: host.start(),
    create: () => laneEnvironment(createLanes(1)),
    createLanes,
    createPictured: () =>
      picturedAtari(
        laneEnvironment(createLanes(1)),
        laneEnvironment(atariLanes(inColours, game, 1, { ...settings, frameStack: 1 })),
        frameSkip / FRAMES_A_SECOND,
      ),
  }
}

function lanesIn(
  host: PythonHost,
  { game, lanes: count, ...options }: AtariRequest,
  { onRestart = warnOfRestart }: AleOptions,
): RestorableLanes {
  const lanes = pythonLanes(host, { kind: 'ale', name: game, options, lanes: count }, `atari:${game}`, onRestart)
  if (isRestorableLanes(lanes)) return lanes
  lanes.dispose()
  throw new PythonError('protocol', `the lanes of ${game} cannot go back to earlier states, which every emulator can`)
}
