import { totalmem } from 'node:os'
import { ConfigError } from '../errors.ts'
import type { BuiltRun } from '../families/built-run.ts'

/**
 * Throws a ConfigError that names the field when a run needs more memory than this process may take, as the system would end the
 * process without a message. Only the least that training takes is counted; a run that passes may need more.
 *
 * @param limit the bytes that are available
 */
export function assertMemory({ memory }: Pick<BuiltRun, 'memory'>, limit: number = memoryOfProcess()): void {
  const tooMuch = memory.find(({ bytes }) => bytes > limit)
  if (tooMuch === undefined) return
  const gigabytes = (bytes: number) => (bytes / 2 ** 30).toPrecision(3)
  throw new ConfigError(
    `${tooMuch.origin} needs at least ${gigabytes(tooMuch.bytes)} GiB of memory, and this process may take ${gigabytes(limit)}; make it smaller`,
  )
}

/** The bytes that this process may take, which in a container are fewer than the machine has. */
function memoryOfProcess(): number {
  const limit = process.constrainedMemory()
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}
