import { counted } from '@trpo/math/messages'
import type { Amount } from './amount.ts'
import type { VineFields } from './vine-fields.ts'

/** How much an iteration of a vine samples with K actions in a state. */
export function vineAmount(config: VineFields, actions: number): Amount {
  const { trunks, trunkSteps, states, branchSteps } = config
  return {
    text: `${counted(trunks, 'trunk')} of ${counted(trunkSteps, 'step')}; ${counted(states, 'state')}, ${counted(actions, 'action')} each, rollouts of at most ${counted(branchSteps, 'step')}`,
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
