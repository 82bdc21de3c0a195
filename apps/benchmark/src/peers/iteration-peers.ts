import type { Settings } from '../settings.ts'
import { type PeerScript, type Peers, startPeers } from './start-peers.ts'

/** Passes over the batch by which sb3-contrib trains its critic, unless told otherwise. */
export const USUAL_PASSES = 10

/** sb3-contrib without and with the training of its critic. */
const CRITICS = [
  { critic: 'off', passes: 0 },
  { critic: 'on', passes: USUAL_PASSES },
] as const

/** How sb3-contrib can step several environments. */
const VECTORISATIONS = [
  { id: 'dummy', name: 'DummyVecEnv' },
  { id: 'subprocess', name: 'SubprocVecEnv' },
] as const

/** On two cores, 50 were the fastest of 10, 25 and 50 in one process, and of 2, 10, 25 and 50 in one each. */
const SCALING_ENVIRONMENTS = 50

/** sb3-contrib on the same task, network and number of steps, without and with the training of its critic. */
export function iterationPeers(settings: Settings, steps: number): Promise<Peers> {
  return startPeers(
    settings,
    CRITICS.map(({ critic, passes }) => ({
      ...iterationOf({ task: 'paper/swimmer', hidden: [30], steps, passes, threads: settings.threads }, 'dummy', 10),
      id: `sb3-critic-${critic}`,
      name: `sb3-contrib, critic ${critic}`,
    })),
  )
}

/** sb3-contrib with so many passes of its critic, on as many environments as we have lanes. */
export function criticPeers(
  settings: Settings,
  {
    lanes,
    ...given
  }: {
    readonly task: string
    readonly hidden: readonly number[]
    readonly steps: number
    readonly lanes: number
    readonly passes: number
  },
): Promise<Peers> {
  return startPeers(settings, [
    {
      ...iterationOf({ ...given, threads: settings.threads }, 'dummy', lanes),
      id: 'sb3-critic-on',
      name: 'sb3-contrib, critic on',
    },
  ])
}

/** sb3-contrib on all cores: with as many torch threads as we have workers, and either of its vectorisations. */
export function scalingPeers(
  settings: Settings,
  given: { readonly task: string; readonly hidden: readonly number[]; readonly steps: number },
): Promise<Peers> {
  const { workers: threads } = settings
  return startPeers(
    { ...settings, threads },
    CRITICS.flatMap(({ critic, passes }) =>
      VECTORISATIONS.map(({ id, name }) => ({
        ...iterationOf({ ...given, passes, threads }, id, SCALING_ENVIRONMENTS),
        id: `sb3-${id}-critic-${critic}`,
        name: `sb3-contrib, critic ${critic}, ${name}`,
      })),
    ),
  )
}

function iterationOf(
  given: {
    readonly task: string
    readonly hidden: readonly number[]
    readonly steps: number
    readonly passes: number
    readonly threads: number
  },
  vectorisation: (typeof VECTORISATIONS)[number]['id'],
  environments: number,
): Pick<PeerScript, 'script' | 'words'> {
  const { passes, ...others } = given
  const options = { ...others, hidden: given.hidden.join(','), vectorisation, environments, 'critic-passes': passes }
  return {
    script: 'sb3_iteration.py',
    words: Object.entries(options).flatMap(([option, value]) => [`--${option}`, String(value)]),
  }
}
