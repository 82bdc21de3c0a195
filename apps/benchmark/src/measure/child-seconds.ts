import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks a second in /proc/PID/stat: USER_HZ, the same on every Linux that Node runs on. */
const TICKS = 100

/** Processor seconds that the processes which this one has started, and which still run, have taken. Always 0 where there is no /proc. */
export function childSeconds(): number {
  if (process.platform !== 'linux') return 0
  let sum = 0
  for (const name of readdirSync('/proc')) if (/^\d+$/.test(name)) sum += secondsOf(name)
  return sum
}

function secondsOf(pid: string): number {
  try {
    // After the name, which is in parentheses and may hold anything: state, parent, ..., as 12th and 13th utime and stime.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return Number(fields[1]) === process.pid ? (Number(fields[11]) + Number(fields[12])) / TICKS : 0
  } catch {
    // It has ended.
    return 0
  }
}
