/** What only cart-pole takes: a page loads it when a config names it. */
export { cartPole, lanesOf } from '@trpo/envs'
