/** What only environments of a user's own take: a page loads it when it gives one. */
export { lanesOf } from '@trpo/envs'
