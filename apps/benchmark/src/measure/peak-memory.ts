import { readFileSync } from 'node:fs'

/**
 * The most memory that this process has held, in MiB. On Linux the figure of `getrusage` starts at the memory that the
 * parent process held when it started this one, so the kernel's account of this program alone is read instead.
 */
export function peakMemoryMiB(): number {
  const own =
    process.platform === 'linux' ? /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) : null
  return (own === null ? process.resourceUsage().maxRSS : Number(own[1])) / 1024
}
