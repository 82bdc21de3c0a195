/** What only the walker takes: a page loads it when a config names one of its tasks. */
export { paperWalkerTask, walker2dV5Task } from '@trpo/envs/planar'
