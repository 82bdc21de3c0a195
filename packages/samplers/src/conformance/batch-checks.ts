import type { Lanes } from '@trpo/envs'
import { expectThat } from '@trpo/math/expectations'
import { policyForward } from '@trpo/policies'
import type { Batch } from '../batch.ts'
import { lanesOfGroup } from '../groups.ts'
import { observationRows } from '../observation-rows.ts'
import { type PathBatch, segmentsOf } from '../path-batch.ts'
import type { Sampled } from '../sampler.ts'
import type { ConformanceCheck } from './check.ts'
import { type SamplerConformanceSubject, samplingOf } from './sampling.ts'

/** What is in a batch. */
export function batchChecks<L extends Lanes, B extends Batch>(
  subject: SamplerConformanceSubject<L, B>,
): ConformanceCheck[] {
  const { withSampler, collect } = samplingOf(subject)
  const { context, theta, procedure, paths } = subject
  /** Two iterations; the second continues what the first left open. */
  const onBatches = (name: string, check: (sampled: Sampled<B>) => void): ConformanceCheck => ({
    name,
    run: () =>
      withSampler(async (sampler) => {
        let open = procedure.firstOpen
        for (let iteration = 0; iteration < 2; iteration++) {
          const sampled = await collect(sampler, { iteration, open })
          check(sampled)
          open = sampled.open
        }
      }),
  })
  return [
    onBatches('segments cover the rows of each group, in order, and none is empty', ({ batch }) =>
      checkCover(paths(batch), procedure.lanes),
    ),
    onBatches('episodes are those of the segments, and steps as many as the rows at least', (sampled) =>
      checkEpisodes({ ...sampled, batch: paths(sampled.batch) }),
    ),
    onBatches('mu is what the policy gives for the observations, bit for bit', ({ batch }) => {
      const { rows, mu, parameterSize } = batch
      const expected = policyForward({ ...context.policy, theta }, observationRows(batch, 0, rows, {}), rows).y
      for (let i = 0; i < rows * parameterSize; i++)
        expectThat(Object.is(mu[i], expected[i]), `number ${i} of mu is ${mu[i]}; the policy gives ${expected[i]}`)
    }),
    {
      name: 'theta is not written to',
      async run() {
        const before = theta.slice()
        await withSampler((sampler) => collect(sampler, { iteration: 0, open: procedure.firstOpen }))
        const at = before.findIndex((value, i) => !Object.is(value, theta[i]))
        expectThat(at < 0, `theta[${at}] is ${theta[at]}, and was ${before[at]}`)
      },
    },
  ]
}

function checkCover(batch: PathBatch, lanes: number): void {
  let row = 0
  for (const rows of batch.groups) {
    const { group, start, end } = rows
    expectThat(start === row, `group ${group} begins at row ${start}; expected ${row}`)
    const own = lanesOfGroup(group, lanes)
    for (const { lane, offset, length, lastObservation } of segmentsOf(batch, rows)) {
      expectThat(offset === row && length >= 1, `a segment of ${length} rows is at ${offset}; expected one at ${row}`)
      expectThat(
        lane >= own.first && lane < own.last,
        `a segment of group ${group} is of lane ${lane}; expected one from ${own.first} to ${own.last - 1}`,
      )
      expectThat(
        lastObservation.length === batch.observationSize,
        `the last observation of a segment has ${lastObservation.length} numbers, expected ${batch.observationSize}`,
      )
      row += length
    }
    expectThat(end === row, `group ${group} ends at row ${end}, its segments at ${row}`)
  }
  expectThat(row === batch.rows, `the segments have ${row} rows, the batch ${batch.rows}`)
}

function checkEpisodes({ batch, episodes, steps }: Sampled<PathBatch>): void {
  const { segments, rewards, rows } = batch
  expectThat(steps >= rows, `there were ${steps} steps, and the batch has ${rows} rows`)
  expectThat(
    episodes.length === segments.length,
    `there are ${episodes.length} episodes, and the batch has ${segments.length} segments`,
  )
  for (const [i, { lane, path, offset, length, start, returnBefore, end }] of segments.entries()) {
    let [reward, sum] = [0, returnBefore]
    for (let row = offset; row < offset + length; row++) {
      reward += rewards[row]
      sum += rewards[row]
    }
    const expected = { lane, path, steps: length, reward, length: start + length, return: sum, end }
    for (const [name, value] of Object.entries(expected)) {
      const given: unknown = Reflect.get(episodes[i], name)
      expectThat(Object.is(given, value), `${name} of episode ${i} is ${given}; its segment says ${value}`)
    }
  }
}
