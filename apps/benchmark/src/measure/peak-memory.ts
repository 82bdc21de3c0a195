import { readFileSync } from 'node:fs'

/**
 * The most memory that this process has held, MiB. On Linux what `getrusage` says begins at what the process that started
 * this one held at that moment, so the kernel's account of this program alone is read instead.
 */
export function peakMemoryMiB(): number {
  const own =
    process.platform === 'linux' ? /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) : null
  return (own === null ? process.resourceUsage().maxRSS : Number(own[1])) / 1024
}
