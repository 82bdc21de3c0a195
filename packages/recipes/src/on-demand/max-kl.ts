/** What only max KL takes: a page loads it when one is built. */
export { maxKlUpdate, statewiseObjective } from '@trpo/core'
