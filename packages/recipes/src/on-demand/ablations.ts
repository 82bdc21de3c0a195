/** What only the ablations of section 8.1 take: a page loads it when one is built. */
export { empiricalFisher, naturalGradientUpdate, plainGradientUpdate } from '@trpo/core'
