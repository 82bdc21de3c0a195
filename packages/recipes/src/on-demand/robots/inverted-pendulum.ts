/** What only the pole on a cart takes: a page loads it when a config names one of its tasks. */
export { invertedPendulumV5Task } from '@trpo/envs/planar'
