/** What only the linear feature baseline takes, with its solve: a page loads it when one is built. */
export { linearFeatureBaseline } from '@trpo/core'
