import {
  createTrainer,
  importanceSampled,
  inProcessShard,
  maxKlDefaults,
  maxKlUpdate,
  statewiseObjective,
} from '@trpo/core'
import { expect, test } from 'vitest'
import { trainingOf } from '../src/build/training-of.ts'
import { setOptions } from '../src/config/set-option.ts'
import { loadEnvironment } from '../src/environments/find-environment.ts'
import { statewisePaths } from '../src/families/paths.ts'
import { presetConfig } from '../src/presets/preset.ts'
import { findPreset } from '../src/presets/registry.ts'
import { maxKlKind } from '../src/update/max-kl.ts'
import { fieldsOnlyOf, STATEWISE_KINDS } from './kinds.ts'

const config = setOptions(presetConfig(findPreset('paper/cart-pole-max-kl'), 5), [
  'environment.timeLimit=30',
  'sampler.lanes=6',
  'sampler.quota.perIteration=12',
])
const environment = await loadEnvironment(config)
const update = { maxKl: 0.01, damping: 0, tolerance: 1e-8, backtrackRatio: 0.5, maxBacktracks: 10 } as const
const objective = (stride: number) => statewiseObjective({ form: importanceSampled(), stride })

/** An assignment, and the same in terms of the library. */
const CHANGES = [
  ['update.maxKl=0.02', { update: maxKlUpdate({ ...update, maxKl: 0.02 }) }],
  ['update.damping=0.1', { update: maxKlUpdate({ ...update, damping: 0.1 }) }],
  ['update.tolerance=0.9', { update: maxKlUpdate({ ...update, tolerance: 0.9 }) }],
  ['objective.stride=2', { objective: objective(2) }],
] as const

async function byLibrary(changed: object): Promise<readonly number[]> {
  const parts = { ...(await statewisePaths.parts(config, environment)), ...changed }
  const trainer = createTrainer(parts, [inProcessShard(parts, (count) => environment.createLanes(count))])
  let state = trainer.init()
  for (let i = 0; i < 2; i++) [state] = await trainer.step(state)
  await trainer.dispose()
  return [...state.theta]
}

test.each(CHANGES)('%s reaches the step', async (assignment, changed) => {
  const training = await trainingOf(setOptions(config, [assignment]))
  let state = training.init()
  for (let i = 0; i < 2; i++) [state] = await training.step(state)
  await training.dispose()
  const found = [...training.policy(state).theta]
  expect(found).toEqual(await byLibrary(changed))
  expect(found).not.toEqual(await byLibrary({}))
})

test('the defaults are those of the library', () => {
  expect(maxKlKind.defaults).toEqual({ kind: 'max-kl', ...maxKlDefaults })
})

test('no field of max KL is left out', () => {
  const named = CHANGES.map(([assignment]) => assignment.slice(0, assignment.indexOf('=')))
  expect(fieldsOnlyOf(STATEWISE_KINDS).filter((path) => !named.some((name) => name === path))).toEqual([])
})

test('the step of max KL needs a problem of single states', () => {
  const of = presetConfig(findPreset('paper/cart-pole'), 1)
  expect(() => setOptions(of, ['update.kind=max-kl'])).toThrow(
    'update.kind is max-kl, which does not go with the other sections; set update.kind=trust-region, or set objective.form=statewise',
  )
})
