import type { ReportedScalar } from '../reported-scalar.ts'

/** A part of the reward, by the name that Gymnasium has for it: one chart shows them beside each other. */
export function rewardPart(description: string): ReportedScalar {
  return { description, chart: 'Parts of the reward' }
}
