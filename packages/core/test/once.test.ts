import { added, inProcessShard, localParts, type Pass } from '@trpo/core'
import { cartPole, lanesOf } from '@trpo/envs'
import { gaussianMlp } from '@trpo/policies'
import { randomStream } from '@trpo/random'
import type { PathBatch } from '@trpo/samplers'
import { expect, it } from 'vitest'

it('computes once a batch what passes share, and hands on what it gave for the group last', async () => {
  const model = gaussianMlp({ observationSize: 4, actionSize: 1, hidden: [] })
  const parts = localParts({ seed: 1, model, lanes: 12, quota: { kind: 'steps', steps: 24 } }, cartPole().spec)
  const seen: (readonly [group: number, last: number | undefined])[] = []
  const made = ({ rows }: { readonly rows: { readonly group: number } }, last: number | undefined): number => {
    seen.push([rows.group, last])
    return (last ?? 0) + 1
  }
  const probe: Pass<PathBatch, [], Float64Array> = {
    name: 'estimate/probe',
    over: (samples) => Float64Array.of(samples.once(made) + samples.once(made)),
    combine: added,
  }
  const estimator = { ...parts.estimator, passes: [...parts.estimator.passes, probe] }
  const shard = inProcessShard({ ...parts, estimator }, (count) => lanesOf(cartPole, count), { first: 3, last: 5 })
  const theta = model.network.init(randomStream(1, 'init'))
  for (const iteration of [0, 1]) {
    await shard.collect({ iteration, policy: { theta } })
    const sums = await shard.run('estimate/probe', [])
    expect(sums.map(({ values }) => values[0])).toEqual([2 * (iteration + 1), 2 * (iteration + 1)])
  }
  expect(seen).toEqual([
    [3, undefined],
    [4, undefined],
    [3, 1],
    [4, 1],
  ])
  await shard.dispose()
})
