import type { Training, TrainingProgress } from '@trpo/core'
import { buildRun } from '@trpo/recipes'
import { loadEnvironment } from '@trpo/recipes/node'
import type { StoredRun } from '@trpo/runs'
import { isOwnRun } from '../run/find-run.ts'

/** What trained a run, in words, and what the numbers in its records mean. */
export type WhatTrained = Pick<Training<TrainingProgress>, 'summary' | 'measures'>

/** What trained a run, as its run.json says. Where that is older and says less, it is what its config gives now. */
export async function whatTrained(run: StoredRun): Promise<WhatTrained> {
  const { provenance } = run
  const saysAll = Object.values(provenance.measures).some(
    ({ short, chart }) => short !== undefined || chart !== undefined,
  )
  if (saysAll || !isOwnRun(run)) return provenance
  try {
    const { config } = run
    const environment = await loadEnvironment(config, provenance.startedIn)
    return (await buildRun(config, environment)).training([])
  } catch {
    // The environment may be gone, which is no reason to draw nothing.
    return provenance
  }
}
