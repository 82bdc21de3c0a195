/** What only planar physics takes: a page loads it when a config names it. */
export { planarEnvironment, planarLanes } from '@trpo/envs/planar'
