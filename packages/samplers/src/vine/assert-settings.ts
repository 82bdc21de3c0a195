import { assertKnownKeys } from '../known-keys.ts'
import type { VineSettings } from './settings.ts'

const SETTINGS = ['lanes', 'trunks', 'trunkSteps', 'states', 'branchSteps', 'proposal', 'rows']

/** Throws a TypeError that names an unknown setting, and a RangeError that names the first one that is out of range. */
export function assertVineSettings(settings: VineSettings): void {
  assertKnownKeys('vine', settings, SETTINGS)
  const { lanes, trunks, trunkSteps, states, branchSteps, proposal, rows } = settings
  if (typeof proposal?.create !== 'function')
    throw new TypeError(
      `vine: proposal is ${String(proposal)}; give policyActions(K), uniformActions(K), everyAction(), or an ActionProposal of your own`,
    )
  for (const [name, value] of Object.entries({ lanes, trunks, trunkSteps, states, branchSteps }))
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`vine: ${name} is ${value}; give a whole number of at least 1`)
  if (trunks > lanes)
    throw new RangeError(
      `vine: ${trunks} trunks were asked for in ${lanes} lanes; give at least as many lanes, as each trunk has one`,
    )
  if (states < trunks)
    throw new RangeError(
      `vine: a rollout set of ${states} states cannot be drawn from ${trunks} trunks; give at least one state a trunk`,
    )
  if (states > trunks * trunkSteps)
    throw new RangeError(
      `vine: a rollout set of ${states} states cannot be drawn from ${trunks} trunks of ${trunkSteps} steps, which have ${trunks * trunkSteps} states; give fewer states or longer trunks`,
    )
  if (rows !== undefined && rows !== 'rollout-set' && rows !== 'trunk')
    throw new RangeError(`vine: rows is ${String(rows)}; give 'rollout-set' or 'trunk'`)
}
