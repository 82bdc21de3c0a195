import type { Environment } from '../environment.ts'
import type { Lanes } from '../lanes.ts'
import { laneEnvironment } from './lanes/lane-environment.ts'
import { type OnRestart, pythonLanes, warnOfRestart } from './lanes/python-lanes.ts'
import { findPython } from './python/find-python.ts'
import { type PythonLimits, type PythonVersions, pythonHost } from './python/python-host.ts'

/** Which environments of Gymnasium, and in which Python. */
export interface GymnasiumOptions extends PythonLimits {
  /**
   * What `gymnasium.make` is told besides the id, such as `{ continuous: true }`: plain data.
   * @default nothing
   */
  readonly options?: Readonly<Record<string, unknown>> | undefined
  /**
   * Whether each episode gets a new environment, for those that keep something over a reset, as BipedalWalker does.
   * @default false
   */
  readonly renew?: boolean | undefined
  /**
   * The interpreter: 3.10 or newer, with gymnasium and numpy.
   * @default that of `TRPO_PYTHON`, or the one that `trpo setup python` has installed
   */
  readonly python?: string | undefined
  /**
   * Hears of a Python process that died and was replaced; nothing but time is lost.
   * @default a warning of the process
   */
  readonly onRestart?: OnRestart | undefined
}

/** Makes environments of one Gymnasium id, which share a Python process. */
export interface GymnasiumSource {
  /** What runs in Python. */
  readonly versions: PythonVersions
  /** One environment. */
  create(): Environment
  /** Environments that are stepped together. */
  createLanes(count: number): Lanes
}

/** The milliseconds that a source keeps its process when all that it has made is disposed of. */
const LINGERS = 10_000

/**
 * Lanes of an environment of Gymnasium, in a Python process of their own, which ends with `dispose`:
 * `gymnasiumLanes('LunarLander-v3', 8)`.
 *
 * Boxes, discrete and multi-discrete spaces are carried; other observations that have a fixed size are flattened, choices one-hot.
 * Each reset is seeded with a number from the draws that it is given, so equal draws give equal bits wherever Python and its packages
 * are the same. Gymnasium's own limit of steps truncates.
 *
 * Throws a PythonError when there is no Python, no such environment, or a space that cannot be carried; `step` and `observe` throw a
 * LaneError for what an environment raises.
 */
export function gymnasiumLanes(id: string, count: number, options: GymnasiumOptions = {}): Lanes {
  return lanesIn(pythonHost(findPython(options.python), options), id, count, options)
}

/** The same as a single environment. */
export function gymnasiumEnvironment(id: string, options: GymnasiumOptions = {}): Environment {
  return laneEnvironment(gymnasiumLanes(id, 1, options))
}

/** A source of environments for one id. Throws as `gymnasiumLanes`, except that the id is asked for when something is made. */
export function gymnasiumSource(id: string, options: GymnasiumOptions = {}): GymnasiumSource {
  const host = pythonHost(findPython(options.python), options, LINGERS)
  return {
    versions: host.start(),
    create: () => laneEnvironment(lanesIn(host, id, 1, options)),
    createLanes: (count) => lanesIn(host, id, count, options),
  }
}

function lanesIn(
  host: ReturnType<typeof pythonHost>,
  id: string,
  count: number,
  { options = {}, renew = false, onRestart = warnOfRestart }: GymnasiumOptions,
): Lanes {
  const asked = { kind: 'gym', name: id, options: { make: options, renew }, lanes: count }
  return pythonLanes(host, asked, id, onRestart)
}
