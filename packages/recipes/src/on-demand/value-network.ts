/** What only methods with a value network take: a page loads it when one is built. */
export { adamFit, gaussNewtonFit, scheduledTrustRegionUpdate, valueNetwork } from '@trpo/core'
