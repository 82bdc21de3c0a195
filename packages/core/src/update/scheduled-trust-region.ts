import { assertKnownKeys } from '@trpo/samplers'
import type { Measures } from '../records/measure.ts'
import { assertPositiveSchedule, type Schedule, scheduleInWords, valueAt } from '../schedules/schedule.ts'
import { trustRegionMeasures } from './trust-region-measures.ts'
import { type TrustRegionOptions, trustRegionDefaults } from './trust-region-options.ts'
import { trustRegionUpdate } from './trust-region-update.ts'
import { ALONE, type UpdateRule } from './update-rule.ts'

/** Settings of a trust-region step whose bound changes from iteration to iteration. */
export interface ScheduledTrustRegionOptions extends Omit<TrustRegionOptions, 'maxKl'> {
  /** delta, the bound on the mean KL in nats, above 0: a number, or a line over iterations. */
  readonly maxKl: Schedule
  /**
   * delta is multiplied by the trust in the advantages, which is brought into [leastTrust, 1] before: a number above 0 and at most 1.
   * With 1 delta is never multiplied.
   */
  readonly leastTrust: number
}

/** The name of each option. */
const OPTIONS: readonly string[] = [...Object.keys(trustRegionDefaults), 'leastTrust']

/**
 * The step of appendix C within a bound that changes: delta of the iteration's schedule, times the trust in the advantages.
 *
 * A trust-region step has full length however small the advantages are. Where all returns are alike, the advantages are
 * the noise of the value network, and its explained variance is small or negative: the bound is then small too.
 * Deviates: in the paper delta is a constant.
 *
 * Throws a TypeError that names an unknown option, and a RangeError that names the first one that is out of range. `step` throws a
 * RangeError where `leastTrust` is below 1 and the estimator says nothing of the trust in its advantages.
 */
export function scheduledTrustRegionUpdate(
  given: Partial<ScheduledTrustRegionOptions> & Pick<ScheduledTrustRegionOptions, 'maxKl'>,
): UpdateRule {
  assertKnownKeys('scheduledTrustRegionUpdate', given, OPTIONS)
  const options: ScheduledTrustRegionOptions = { ...trustRegionDefaults, leastTrust: 1, ...given }
  const { maxKl: schedule, leastTrust, ...others } = options
  assertPositiveSchedule('maxKl', schedule)
  if (!(leastTrust > 0 && leastTrust <= 1))
    throw new RangeError(`leastTrust is ${leastTrust}; give a number above 0 and at most 1`)
  const ruleFor = (maxKl: number) => trustRegionUpdate({ ...others, maxKl })
  const { name, settings } = ruleFor(valueAt(schedule, 0))
  return {
    name: `scheduled ${name}`,
    settings: { ...settings, maxKl: schedule, leastTrust },
    summary: `TRPO, delta ${scheduleInWords(schedule)}${leastTrust < 1 ? ', times the explained variance' : ''}`,
    measures: measures(),
    async step(problem, { iteration, trust } = ALONE) {
      if (leastTrust < 1 && trust === undefined) throw new RangeError(untrusted(leastTrust))
      const maxKl = valueAt(schedule, iteration) * Math.min(1, Math.max(leastTrust, trust ?? 1))
      const { status, theta, numbers } = await ruleFor(maxKl).step(problem)
      return { status, theta, numbers: { ...numbers, partOfMaxKl: numbers['kl'] / maxKl, maxKl } }
    },
  }
}

function untrusted(leastTrust: number): string {
  return `leastTrust is ${leastTrust}, and the estimator does not say how far its advantages can be trusted; give leastTrust 1, or an estimator that says so, as valueNetwork does`
}

/** Those of every trust-region step, and the bound that each step had. */
function measures(): Measures {
  const { kl, ...others } = trustRegionMeasures(1)
  const { title, unit = 'nats', description } = kl
  return {
    ...others,
    kl: { title, unit, description },
    partOfMaxKl: {
      title: 'Size of the step, KL / delta',
      short: 'KL/delta',
      chart: 'Size of the step, KL / delta',
      bound: 1,
      description: 'KL of the step divided by the bound that it had.',
    },
    maxKl: {
      title: 'Bound on the step, delta',
      unit: 'nats',
      chart: 'Bound on the step, delta',
      description:
        'delta of the iteration: that of the schedule, times the trust in the advantages where that is asked for.',
    },
  }
}
