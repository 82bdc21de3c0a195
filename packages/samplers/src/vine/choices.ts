import { describeSpace, type EnvironmentSpec } from '@trpo/envs'

/** The number of choices for each entry of an action. Throws a RangeError for actions that are not choices. */
export function choicesOf({ name, actionSpace: space }: EnvironmentSpec, who: string): readonly number[] {
  if (space.kind === 'discrete') return [space.n]
  if (space.kind === 'multi-discrete') return space.n
  throw new RangeError(
    `${who}: ${name} takes ${describeSpace(space)}, expected actions that are choices; take policyActions(K) for continuous actions`,
  )
}
