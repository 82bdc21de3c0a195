import { log } from '@trpo/math'
import { choicesOf } from './choices.ts'
import { type ActionProposal, assertSeveralActions } from './proposal.ts'

/** More rollouts from a state than this are surely a mistake. */
const MOST_ACTIONS = 1024

/**
 * Every action there is, each once, in ascending order (the last entry of a tuple of choices runs fastest): "in small, finite
 * action spaces, we can generate a rollout for every possible action from a given state" (section 5.2, Eq 15). log q is that of
 * the uniform distribution, so that Eq 16 gives the same.
 *
 * A sampler with this proposal throws a RangeError where actions are not choices, where there is only one, and where there are
 * more than 1,024.
 */
export function everyAction(): ActionProposal<true> {
  return {
    name: 'every action',
    every: true,
    create(_, spec) {
      const choices = choicesOf(spec, 'everyAction')
      const count = choices.reduce((product, n) => product * n, 1)
      assertSeveralActions(count, `everyAction in ${spec.name}`)
      if (count > MOST_ACTIONS)
        throw new RangeError(
          `everyAction: ${spec.name} has ${count} actions, expected at most ${MOST_ACTIONS}; take uniformActions(K) or policyActions(K)`,
        )
      const all = Array.from({ length: count }, (_unused, index) => digits(index, choices)).flat()
      return {
        actionsPerState: count,
        propose({ rows }, actions, logQ) {
          for (let row = 0; row < rows; row++) actions.set(all, row * all.length)
          logQ.fill(-log(count), 0, rows * count)
        },
      }
    },
  }
}

/** The index as a number whose i-th digit is less than choices[i], the last digit being the least. */
function digits(index: number, choices: readonly number[]): number[] {
  const result = new Array<number>(choices.length)
  let rest = index
  for (let i = choices.length - 1; i >= 0; i--) {
    result[i] = rest % choices[i]
    rest = Math.floor(rest / choices[i])
  }
  return result
}
