import { spawnSync } from 'node:child_process'
import { chmod, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cliEnvironment, cliWords, expectOneMessage, temporaryFolder, tensorsOf } from '../run-cli.ts'
import { beforeAllTrain, inFolder, train, trpoThere } from './runs.ts'

beforeAllTrain()

/** Runs a command with mounts of its own; part of Linux. */
const UNSHARE = 'unshare'

/** Whether this machine lets a process mount file systems of its own; said loudly when not. */
const canMount = spawnSync(UNSHARE, ['-Urm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0
if (!canMount)
  console.log('SKIPPED 5 tests of really full and read-only disks: this machine allows no user namespaces with mounts')

/** Runs a script with a tmpfs of so many bytes on `$disk`; what it prints. `$trpo` is the command. */
function onDisk(size: string, disk: string, script: string) {
  const command = cliWords.map((word) => `'${word}'`).join(' ')
  const before = `set -u; disk='${disk}'; mount -t tmpfs -o size=${size} none "$disk"; cd "$disk"; trpo() { ${command} "$@"; }`
  return spawnSync(UNSHARE, ['-Urm', 'sh', '-c', `${before}\n${script}`], { encoding: 'utf8', env: cliEnvironment })
}

describe.skipIf(!canMount)('a disk of its own', () => {
  const words = train('small')
    .map((word) => `'${word}'`)
    .join(' ')

  // A page is 4 kB: in turn the beginning, the first checkpoints and the report have no room.
  test.each(['16k', '48k', '80k', '112k'])(
    'that is full after %s: the run stops with a message, and goes on when there is room',
    async (size) => {
      const disk = await temporaryFolder()
      const out = await temporaryFolder()
      const { stderr, stdout } = onDisk(
        size,
        disk,
        `trpo ${words} 2>'${out}/stderr'; echo "code $?"
      ls runs/small/checkpoints > '${out}/kept' 2>/dev/null
      mount -o remount,size=10m "$disk"
      if [ -e runs/small/config.json ]; then trpo resume runs/small --workers 1; else trpo ${words}; fi
      echo "then $?"; cp -r runs/small '${out}/small'`,
      )
      expect(stdout, stderr).toContain('code 2')
      const said = await readFile(join(out, 'stderr'), 'utf8')
      expect(said).toMatch(
        /^error: (.* cannot be written|the run cannot be put into .*): .*ENOSPC: no space left on device/m,
      )
      expect(said).not.toMatch(/^\s+at /m)
      expect(stdout, stderr).toContain('then 0')
      expect(await tensorsOf(join(out, 'small'), 3)).toEqual(await tensorsOf(inFolder('runs', 'good'), 3))
      const records = async (run: string) =>
        (await readFile(join(run, 'metrics.jsonl'), 'utf8')).replace(/"timings".*/g, '')
      expect(await records(join(out, 'small'))).toBe(await records(inFolder('runs', 'good')))
    },
  )

  test('that is read-only: the run is not resumed, can be verified and evaluated, and continues elsewhere', async () => {
    const disk = await temporaryFolder()
    const { stdout, stderr } = onDisk(
      '10m',
      disk,
      `cp -r '${inFolder('runs')}' runs; mount -o remount,ro "$disk"
      trpo resume runs/two --iterations 3 --workers 1; echo "resume $?"
      trpo train modern/cart-pole --name new; echo "train $?"
      trpo report runs/two; echo "report $?"
      trpo verify runs/two --workers 1; echo "verify $?"
      trpo evaluate runs/two --episodes 1 >/dev/null; echo "evaluate $?"`,
    )
    expect(stderr).toMatch(
      /^error: runs\/two\/lock cannot be written: EROFS: read-only file system.*mount it for writing, or copy the run/m,
    )
    expect(stderr).toMatch(/^error: the run cannot be put into runs\/new: EROFS/m)
    expect(stderr).toMatch(/^error: runs\/two\/report\.html cannot be written: EROFS/m)
    expect(stdout.match(/^\w+ \d$/gm)).toEqual(['resume 2', 'train 2', 'report 2', 'verify 0', 'evaluate 0'])
  })
})

/** The permissions of a folder do not bind root. */
const isRoot = process.getuid?.() === 0
if (isRoot) console.log('SKIPPED 1 test of a folder without permission to write: root is not bound by it')

test.skipIf(isRoot)('a folder that this user may not write to', async () => {
  const closed = inFolder('closed')
  await mkdir(closed)
  await chmod(closed, 0o500)
  expectOneMessage(
    await trpoThere([...train('new'), '--out', 'closed']),
    /the run cannot be put into closed\/new: EACCES/,
  )
})
