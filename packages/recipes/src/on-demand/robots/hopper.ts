/** What only the hopper takes: a page loads it when a config names one of its tasks. */
export { hopperV5Task, paperHopperTask } from '@trpo/envs/planar'
