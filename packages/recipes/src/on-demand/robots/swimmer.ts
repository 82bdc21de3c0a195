/** What only the swimmer takes: a page loads it when a config names one of its tasks. */
export { paperSwimmerTask, swimmerV5Task } from '@trpo/envs/planar'
