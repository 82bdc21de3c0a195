/** What only an entropy bonus takes: a page loads it when an objective has one. */
export { withEntropyBonus } from '@trpo/core'
