import { InputError } from '../errors.ts'
import type { Results } from './schema.ts'

/** How a commit ends beside which files were changed. */
const DIRTY = '-dirty'

/**
 * Results of several commands as one, in the order of the files: subject by subject, the machine has to be quiet for shorter.
 * Throws an InputError when they are not of the same code, machine and rounds, or have a suite in common.
 */
export function mergeResults(all: readonly [Results, ...Results[]], paths: readonly string[]): Results {
  const [first, ...others] = all
  for (const [index, other] of others.entries()) {
    const [a, b] = [sharedOf(first), sharedOf(other)]
    const differs = Object.keys(a).find((name) => a[name] !== b[name])
    if (differs !== undefined)
      throw new InputError(
        `${paths[index + 1]} was measured with another ${differs} than ${paths[0]} (${b[differs]}, not ${a[differs]}); measure both alike`,
      )
  }
  const suites = all.flatMap((results) => results.suites)
  const twice = suites.find(({ name }, index) => suites.findIndex((other) => other.name === name) < index)
  if (twice !== undefined)
    throw new InputError(`the suite ${twice.name} is in two of ${paths.join(', ')}; give it once`)
  // Those of workers come from the command that had some.
  const scaling = all.find((results) => results.suites.some(({ gains }) => gains.length > 0))
  const scaled = scaling && { workers: scaling.settings.workers, scalingRows: scaling.settings.scalingRows }
  const loads = all.map(({ machine }) => machine)
  return {
    ...first,
    commit: all.find(({ commit }) => commit.endsWith(DIRTY))?.commit ?? first.commit,
    command: [...new Set(all.map(({ command }) => command))].join('\nnpx --yes pnpm@10 '),
    seconds: all.reduce((sum, { seconds }) => sum + seconds, 0),
    machine: {
      ...first.machine,
      python: all.find(({ machine }) => machine.python !== null)?.machine.python ?? null,
      loadBefore: greatest(loads.map(({ loadBefore }) => loadBefore)),
      loadAfter: greatest(loads.map(({ loadAfter }) => loadAfter)),
    },
    settings: {
      ...first.settings,
      ...scaled,
      networks: first.settings.networks.filter((name) => all.every(({ settings }) => settings.networks.includes(name))),
    },
    suites,
    notes: [...new Set(all.flatMap(({ notes }) => notes))],
  }
}

/** What all results must have in common, in words. */
function sharedOf({ commit, machine, settings }: Results): Readonly<Record<string, string | number>> {
  const { processor, cores, node } = machine
  // Whether files were changed beside it is noted, and no difference.
  const { repeats, seconds, threads, steps } = settings
  return {
    commit: commit.replace(DIRTY, ''),
    processor,
    'number of cores': cores,
    'version of Node': node,
    'number of rounds': repeats,
    'length of a measurement': seconds,
    'number of threads of peers': threads,
    'number of steps': steps,
  }
}

function greatest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : Math.max(...known)
}
