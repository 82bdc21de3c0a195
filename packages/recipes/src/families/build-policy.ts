import { assertLoadable, type PolicyModel } from '@trpo/policies'
import type { FittedEnvironment } from '../environments/prepare-environment.ts'
import { buildKind } from '../kinds/kind.ts'
import { type PolicyConfig, policies } from '../policy/registry.ts'
import type { MemoryNeed } from '../sampler/memory-need.ts'

/** The least number of vectors [p] that an update holds: theta, conjugate gradient, and sums of lane groups. */
const VECTORS = 16

/** Builds the policy that a config describes. Rejects when it could be trained and saved, but not loaded again. */
export async function buildPolicy(config: PolicyConfig, environment: FittedEnvironment): Promise<PolicyModel> {
  const policy = await buildKind(policies, 'kind', config, environment)
  assertLoadable(policy)
  return policy
}

/** The memory that the parameters of a policy take in training. */
export function parametersInMemory({ hidden }: PolicyConfig, { network }: PolicyModel): MemoryNeed {
  return {
    origin: `policy.hidden is ${hidden.join(',')}: a network of ${network.parameterCount} parameters`,
    bytes: 8 * VECTORS * network.parameterCount,
  }
}
