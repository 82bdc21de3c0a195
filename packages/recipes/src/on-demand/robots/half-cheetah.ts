/** What only the half-cheetah takes: a page loads it when a config names one of its tasks. */
export { halfCheetahV5Task } from '@trpo/envs/planar'
