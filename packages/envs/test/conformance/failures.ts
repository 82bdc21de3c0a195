import type { environmentConformance } from '@trpo/envs/conformance'

/** The names of the checks that fail, with their messages. */
export function failures(checks: ReturnType<typeof environmentConformance>): Map<string, string> {
  const failed = new Map<string, string>()
  for (const check of checks) {
    try {
      check.run()
    } catch (error) {
      failed.set(check.name, error instanceof Error ? error.message : String(error))
    }
  }
  return failed
}
