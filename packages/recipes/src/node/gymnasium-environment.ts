import { createHash } from 'node:crypto'
import { messageOf } from '@trpo/math/messages'
import type { GymnasiumEnvironment } from '../environments/environment-config.ts'
import type { EnvironmentSource } from '../environments/registry.ts'
import { asConfigError, asConfigErrorAsync, ConfigError } from '../errors.ts'

/** Environments of Gymnasium, and a digest of what runs there: the versions of Python and of the packages. */
interface LoadedGymnasium {
  readonly source: EnvironmentSource
  readonly digest: string
}

/**
 * Starts Python for the environments of a config. Throws a ConfigError where there is no Python that could serve them; an unknown id
 * is found when the first environment is made.
 */
export async function loadGymnasium({ name, options, renew }: GymnasiumEnvironment): Promise<LoadedGymnasium> {
  const parsed = optionsOf(options)
  const { gymnasiumSource } = await import('@trpo/envs/node')
  return asConfigErrorAsync(`gym:${name}`, async () => {
    const made = gymnasiumSource(name, { options: parsed, renew })
    const { python, packages } = made.versions
    const digest = createHash('sha256').update(JSON.stringify({ python, packages })).digest('hex')
    const source: EnvironmentSource = {
      create: () => asConfigError(`gym:${name}`, () => made.create()),
      createLanes: (count) => asConfigError(`gym:${name}`, () => made.createLanes(count)),
    }
    return { source, digest }
  })
}

function optionsOf(text: string): Readonly<Record<string, unknown>> {
  const expected = 'expected a JSON object, such as {"continuous": true}'
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    throw new ConfigError(`environment.options is ${text}: ${messageOf(error)}; ${expected}`, { cause: error })
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new ConfigError(`environment.options is ${text}; ${expected}`)
  return { ...parsed }
}
