import { type Amount, thousands } from './amount.ts'
import type { VineFields } from './vine.ts'

/** How much an iteration of a vine samples with K actions in a state. */
export function vineAmount(config: VineFields, actions: number): Amount {
  const { trunks, trunkSteps, states, branchSteps } = config
  return {
    text: `${thousands(trunks)} trunks of ${thousands(trunkSteps)} steps; ${thousands(states)} states, ${actions} actions each, rollouts of at most ${thousands(branchSteps)} steps`,
    steps: trunks * trunkSteps + states * actions * branchSteps,
    isExact: false,
    samples: trunks * trunkSteps,
    origin: `sampler.trunks is ${trunks} and sampler.trunkSteps is ${trunkSteps}`,
    memory: [
      {
        origin: `sampler.states is ${states} and sampler.branchSteps is ${branchSteps}: the rewards of ${actions} rollouts a state`,
        bytes: 8 * states * actions * branchSteps,
      },
    ],
  }
}
