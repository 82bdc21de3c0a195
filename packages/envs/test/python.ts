import { spawnSync } from 'node:child_process'
import { findPython } from '@trpo/envs/node'

/** The interpreter that `trpo setup python` has installed, or `TRPO_PYTHON`; undefined, with a line that says so, where there is none. */
export function testedPython(): string | undefined {
  try {
    const python = findPython()
    const { status } = spawnSync(python, ['-c', 'import ale_py, gymnasium'])
    if (status === 0) return python
    process.stdout.write(`${python} has no gymnasium or ale-py: tests of Atari are left out\n`)
  } catch {
    process.stdout.write(
      'there is no Python with gymnasium and ale-py (trpo setup python): tests of Atari are left out\n',
    )
  }
  return undefined
}
