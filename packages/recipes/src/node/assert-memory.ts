import { totalmem } from 'node:os'
import { type EnvironmentSpec, observationArray, spaceSize } from '@trpo/envs'
import type { Config } from '../config/schema.ts'
import { ConfigError } from '../errors.ts'

/** Vectors as long as the parameters that an update holds at least: theta, conjugate gradient, and sums of lane groups. */
const VECTORS = 16

/** Bytes of a sample besides its observation, at least: reward, return, advantage and weight. */
const SAMPLE_BYTES = 32

/**
 * Throws a ConfigError that names the field when a config needs more memory than this process may take: the system would end
 * the process without a word. What is counted is the least that training takes; a config that passes may need more.
 *
 * @param memory bytes that there are
 */
export function assertMemory(config: Config, spec: EnvironmentSpec, memory: number = memoryOfProcess()): void {
  const refuse = (what: string, needed: number) => {
    const gigabytes = (bytes: number) => (bytes / 2 ** 30).toPrecision(3)
    throw new ConfigError(
      `${what} needs at least ${gigabytes(needed)} GiB of memory, and this process may take ${gigabytes(memory)}; make it smaller`,
    )
  }
  const { hidden } = config.policy
  const observations = spaceSize(spec.observationSpace)
  const outputs = spec.actionSpace.kind === 'box' ? spaceSize(spec.actionSpace) : 1
  const sizes = [observations, ...hidden, outputs]
  const parameters = sizes.slice(1).reduce((sum, size, i) => sum + (sizes[i] + 1) * size, 0)
  const vectors = 8 * VECTORS * parameters
  if (vectors > memory) refuse(`policy.hidden is ${hidden.join(',')}: a network of ${parameters} parameters`, vectors)
  const { unit, perIteration } = config.sampler.quota
  const { BYTES_PER_ELEMENT: bytes } = observationArray(spec.observationSpace, 0)
  // Without a normaliser an f32 policy stores no more than f32.
  const samples = perIteration * (SAMPLE_BYTES + Math.min(4, bytes) * observations)
  if (unit === 'steps' && samples > memory)
    refuse(`sampler.quota.perIteration is ${perIteration}: a batch of so many steps`, samples)
}

/** Bytes that this process may take: in a container fewer than the machine has. */
function memoryOfProcess(): number {
  const limit = process.constrainedMemory()
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}
