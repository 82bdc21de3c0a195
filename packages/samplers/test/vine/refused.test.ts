import { lanesOf } from '@trpo/envs'
import { type ActionProposal, everyAction, policyActions, uniformActions, vine } from '@trpo/samplers'
import { describe, expect, it } from 'vitest'
import { settings } from './vine-settings.ts'
import { forgetfulWalk, gaussian, grown, thetaOf, walk } from './walk.ts'

describe('what does not fit is refused', () => {
  it.each([
    ['one action', () => policyActions(1), /at least 2/],
    ['one uniform action', () => uniformActions(1), /at least 2/],
    ['more trunks than lanes', () => vine({ ...settings, lanes: 13 }), /14 trunks were asked for in 13 lanes/],
    ['fewer states than trunks', () => vine({ ...settings, states: 13 }), /at least one state a trunk/],
    ['more states than there are', () => vine({ ...settings, states: 281 }), /which have 280/],
    ['rows of another name', () => vine({ ...settings, rows: JSON.parse('"all"') }), /rows is all; give/],
    ['no steps', () => vine({ ...settings, branchSteps: 0 }), /branchSteps is 0/],
  ])('%s', (_name, make, message) => {
    expect(make).toThrow(RangeError)
    expect(make).toThrow(message)
  })

  it.each([
    ['every action', everyAction()],
    ['uniform actions', uniformActions(2)],
  ])('%s of continuous actions', (_name, proposal) => {
    const lanes = lanesOf(walk, settings.lanes)
    const create = () =>
      vine({ ...settings, proposal }).create({ policy: gaussian, seed: 1 }, lanes, { first: 0, last: 12 })
    expect(create).toThrow(/expected actions that are choices; take policyActions/)
  })

  it('an environment that cannot go back: by the compiler, and from JavaScript by name', () => {
    const lanes = lanesOf(forgetfulWalk, settings.lanes)
    const create = () =>
      // @ts-expect-error: these lanes have no snapshot.
      vine(settings).create({ policy: gaussian, seed: 1 }, lanes, { first: 0, last: 12 })
    expect(create).toThrow(/a vine goes back to earlier states, and the lanes of walk cannot/)
  })

  it('a proposal that is none, by name', () => {
    expect(() => vine({ ...settings, proposal: JSON.parse('null') })).toThrow(/proposal is null; give policyActions/)
  })

  it('an action that is not finite, before the environment sees it', async () => {
    const create: ActionProposal<false>['create'] = () => ({
      actionsPerState: 2,
      propose: (_request, actions) => actions.fill(Number.NaN),
    })
    const proposal: ActionProposal<false> = { name: 'nothing', every: false, create }
    await expect(grown({ ...settings, proposal })).rejects.toThrow(/the proposal drew an action whose entry 0 is NaN/)
  })

  it('undefined rows as if they were not given', async () => {
    const { batch } = await grown({ ...settings, rows: JSON.parse('{}').rows })
    expect(batch.rows).toBe(settings.states)
  })

  it('a second collect while one is under way', async () => {
    const sampler = vine(settings).create({ policy: gaussian, seed: 1 }, lanesOf(walk, settings.lanes), {
      first: 0,
      last: 12,
    })
    const policy = { theta: thetaOf(gaussian) }
    const first = sampler.collect({ iteration: 0, policy })
    await expect(sampler.collect({ iteration: 0, policy })).rejects.toThrow(/under way/)
    await first
    sampler.dispose()
  })
})
