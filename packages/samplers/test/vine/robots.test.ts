import type { RestorableLanes } from '@trpo/envs'
import { paperHopperTask as hopperOnMujoco, loadMujoco, mujocoLanes } from '@trpo/envs/mujoco'
import { paperHopperTask, paperWalkerTask, planarLanes } from '@trpo/envs/planar'
import { gaussianMlp } from '@trpo/policies'
import { ALL_GROUPS, policyActions, vine } from '@trpo/samplers'
import { expect, it } from 'vitest'
import { thetaOf } from './walk.ts'

const mujoco = await loadMujoco()
const LANES = 26

const robots: readonly (readonly [string, number, () => RestorableLanes])[] = [
  ['the hopper on planar physics', 3, () => planarLanes(paperHopperTask, LANES)],
  ['the hopper on MuJoCo', 3, () => mujocoLanes(mujoco, hopperOnMujoco, LANES)],
  ['the walker on planar physics', 6, () => planarLanes(paperWalkerTask, LANES)],
]

// Its standard deviation is below the rounding of its actions, and robots draw only when they are reset.
it.each(robots)(
  'under a policy that draws nothing every rollout repeats the trunk, to the bit: %s',
  async (...robot) => {
    const [, actionSize, create] = robot
    const observationSize = 5 + 2 * actionSize
    const policy = gaussianMlp({ observationSize, actionSize, hidden: [4], outputGain: 1, initialLogStd: -60 })
    const procedure = vine({
      lanes: LANES,
      trunks: 13,
      trunkSteps: 90,
      states: 39,
      branchSteps: 12,
      proposal: policyActions(2),
      rows: 'trunk',
    })
    const sampler = procedure.create({ policy, seed: 3 }, create(), ALL_GROUPS)
    const { batch } = await sampler.collect({ iteration: 0, policy: { theta: thetaOf(policy) } })
    let [compared, ended] = [0, 0]
    for (const segment of batch.trunk.segments) {
      for (let row = segment.offset; row < segment.offset + segment.length; row++) {
        const n = batch.rollouts[row]
        if (n < 0) continue
        const left = segment.offset + segment.length - row
        for (const { offset, length, end } of batch.branches.slice(2 * n, 2 * n + 2)) {
          const both = Math.min(length, left)
          expect(batch.branchRewards.slice(offset, offset + both)).toEqual(batch.trunk.rewards.slice(row, row + both))
          // What ends the episode of the trunk ends that of the rollout.
          if (segment.end === 'terminated' && left <= 12) {
            expect([length, end]).toEqual([left, 'terminated'])
            ended++
          }
          compared += both
        }
      }
    }
    expect(compared).toBeGreaterThan(300)
    expect(ended).toBeGreaterThan(0)
    sampler.dispose()
  },
)
