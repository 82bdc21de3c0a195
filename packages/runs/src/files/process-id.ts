/** The largest process id on any system we know. A greater one comes from a damaged file. */
const LARGEST = 2 ** 31 - 1

/**
 * Whether another process with this id runs. Our own id in a file that we did not write belonged to a process that has ended.
 */
export function isOtherProcess(id: number | undefined): boolean {
  if (id === undefined || id === process.pid || id > LARGEST) return false
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}
