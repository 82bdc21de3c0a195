import type { Lanes } from '@trpo/envs'
import { expectThat } from '@trpo/math/expectations'
import type { Batch } from '../batch.ts'
import { NonFiniteError } from '../errors/non-finite-error.ts'
import { ReplayError } from '../errors/replay-error.ts'
import { ALL_GROUPS } from '../groups.ts'
import type { OpenEpisode } from '../open-episode.ts'
import type { Sampled, Sampler } from '../sampler.ts'
import type { ConformanceCheck } from './check.ts'
import { expectSame } from './found.ts'
import { type SamplerConformanceSubject, samplingOf } from './sampling.ts'
import { type Spoilt, spoilable } from './spoilable.ts'

/** What a sampler refuses, and that it can be used again afterwards. */
export function refusalChecks<L extends Lanes, B extends Batch>(
  subject: SamplerConformanceSubject<L, B>,
): ConformanceCheck[] {
  const { procedure, context, createLanes } = subject
  const { firstOpen, lanes: allLanes } = procedure
  const { withSampler, collect, first, firstOf, foundOf } = samplingOf(subject)
  const refused = async (sampled: Promise<Sampled<B>>) => {
    const error: unknown = await sampled.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    return error
  }
  const usableAfter = async (what: string, sampler: Sampler<B>) =>
    expectSame(`a sampler after ${what}`, await firstOf(sampler), await first())
  return [
    {
      name: 'a request of another run is refused with a RangeError, and the sampler can be used again',
      run: () =>
        withSampler(async (sampler) => {
          const open = firstOpen === undefined ? [] : undefined
          const error = await refused(collect(sampler, { iteration: 0, open }))
          expectThat(
            error instanceof RangeError,
            `a request of another run gave ${String(error)}, expected a RangeError`,
          )
          await usableAfter('a refusal', sampler)
        }),
    },
    {
      name: 'a number that is not finite is refused with a NonFiniteError, and the sampler can be used again',
      async run() {
        for (const what of ['reward', 'observation'] as const) {
          const spoilt: Spoilt = { what: undefined, disposals: 0 }
          let bytes = false
          await withSampler(
            async (sampler) => {
              // No byte is NaN.
              if (what === 'observation' && bytes) return
              spoilt.what = what
              const error = await refused(collect(sampler, { iteration: 0, open: firstOpen }))
              expectThat(
                error instanceof NonFiniteError,
                `a ${what} of NaN gave ${String(error)}, expected a NonFiniteError`,
              )
              spoilt.what = undefined
              await usableAfter(`a ${what} of NaN`, sampler)
            },
            {
              around(lanes) {
                bytes = lanes.spec.observationSpace.type === 'u8'
                return spoilable(lanes, spoilt)
              },
            },
          )
        }
      },
    },
    {
      name: 'a second collect while one is under way is refused, and does not disturb it',
      run: () =>
        withSampler(async (sampler) => {
          const expected = await first()
          const [under, second] = await Promise.all([
            collect(sampler, { iteration: 0, open: firstOpen }).then(foundOf),
            refused(collect(sampler, { iteration: 0, open: firstOpen })),
          ])
          expectThat(second instanceof Error, `a second collect gave ${String(second)}, expected an Error`)
          expectSame('the collect under way', under, expected)
          await usableAfter('a second collect', sampler)
        }),
    },
    {
      name: 'progress may stop it by throwing, and the sampler can be used again',
      run: () =>
        withSampler(async (sampler) => {
          const enough = new Error('enough')
          let told = false
          const progress = () => {
            told = true
            throw enough
          }
          const error = await refused(collect(sampler, { iteration: 0, open: firstOpen, progress }))
          // A batch of few steps may be over before there is anything to tell.
          expectThat(!told || error === enough, `progress threw, and collect gave ${String(error)}`)
          await usableAfter('progress threw', sampler)
        }),
    },
    {
      name: 'an open episode that does not come out as it was is refused with a ReplayError',
      async run() {
        const { open = [] } = await withSampler((sampler) => collect(sampler, { iteration: 0, open: firstOpen }))
        const [episode, ...others] = open
        if (episode === undefined) return
        const changes: readonly (readonly [string, Partial<OpenEpisode>])[] = [
          ['return', { return: episode.return + 1 }],
          ['observation', { observation: episode.observation.map((value) => value + 1) }],
        ]
        for (const [what, change] of changes)
          await withSampler(async (sampler) => {
            const changed = [{ ...episode, ...change }, ...others]
            const error = await refused(collect(sampler, { iteration: 1, open: changed }))
            expectThat(error instanceof ReplayError, `another ${what} gave ${String(error)}, expected a ReplayError`)
            await usableAfter(`another ${what}`, sampler)
          })
      },
    },
    {
      name: 'lanes of another number are refused with a RangeError, and dispose releases those that fit',
      async run() {
        const lanes = createLanes(allLanes + 1)
        let error: unknown
        try {
          procedure.create(context, lanes, ALL_GROUPS).dispose()
        } catch (reason) {
          error = reason
        } finally {
          lanes.dispose()
        }
        expectThat(error instanceof RangeError, `${allLanes + 1} lanes gave ${String(error)}, expected a RangeError`)
        const seen: Spoilt = { what: undefined, disposals: 0 }
        await withSampler(firstOf, { around: (fitting) => spoilable(fitting, seen) })
        expectThat(seen.disposals >= 1, 'dispose left the lanes as they were')
      },
    },
  ]
}
