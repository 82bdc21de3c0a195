/** What only a vine takes: a page loads it when one is built. */
export { everyActionForm, selfNormalised, vineRollouts } from '@trpo/core'
export { everyAction, policyActions, uniformActions, vine } from '@trpo/samplers'
export { vineAmount } from '../sampler/vine-amount.ts'
