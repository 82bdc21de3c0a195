/** What only the two poles on a cart takes: a page loads it when a config names one of its tasks. */
export { invertedDoublePendulumV5Task } from '@trpo/envs/planar'
