/** What only the arm and target takes: a page loads it when a config names one of its tasks. */
export { reacherV5Task } from '@trpo/envs/planar'
