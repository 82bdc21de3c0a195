/** What only the game of catch takes: a page loads it when a config names it. */
export { catchGame, lanesOf } from '@trpo/envs'
