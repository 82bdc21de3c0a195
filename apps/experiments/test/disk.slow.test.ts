import { execFile, spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Outcome } from './faults/every-write.ts'
import { cliEnvironment, cliWords, type Ended, temporaryFolder, tensorsOf, trpo } from './run-cli.ts'

const faults = (name: string) => fileURLToPath(new URL(`./faults/${name}`, import.meta.url))
const settings = ['--set', 'sampling.unit=steps', '--set', 'sampling.perIteration=240', '--set', 'sampling.lanes=12']
const train = (name: string, iterations = 3) => [
  ...['train', 'modern/cart-pole', '--name', name, '--iterations', String(iterations), '--workers', '1'],
  ...settings,
]

let folder: string
beforeAll(async () => {
  folder = await temporaryFolder()
  for (const [name, iterations] of [
    ['good', 3],
    ['two', 2],
  ] as const)
    expect(await trpo(folder, train(name, iterations))).toMatchObject({ code: 0, stderr: '' })
})

/** One message that names the file, the reason and what to do; no trace, and the exit code of what is not our fault. */
function expectOneMessage({ code, stderr }: Ended, message: string | RegExp): void {
  expect(stderr).toMatch(message)
  expect(stderr).toMatch(/^error: /m)
  expect(stderr).not.toMatch(/^\s+at /m)
  expect(code).toBe(2)
}

test('on a disk that becomes full at any write of a run, all there is stays whole, and the run goes on to the same bits', async () => {
  const { stdout } = await promisify(execFile)(
    cliWords[0],
    [cliWords[1], faults('every-write.ts'), await temporaryFolder()],
    { env: cliEnvironment, maxBuffer: 2 ** 28 },
  )
  const [undisturbed, ...disturbed]: Outcome[] = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')
  const failed = disturbed.filter(({ message }) => message !== undefined)
  // Lock, run.json, config.json, metrics, checkpoint and policy of the beginning; those of an iteration; the report.
  expect(failed.length).toBeGreaterThan(55)
  expect(disturbed.length).toBe(failed.length + 1)
  for (const { message, isRunError, bits, names, n } of failed) {
    expect(message, `write ${n}`).toMatch(/ENOSPC/)
    expect(isRunError, message).toBe(true)
    expect(bits === undisturbed.bits, message).toBe(true)
    expect(names).toBe(undisturbed.names)
    // The first write of all makes the folder of the run.
    if (n > 1)
      expect(message).toMatch(
        /: run-\d+|run-\d+\/(lock|run\.json|config\.json|metrics\.jsonl|checkpoints|policy|report\.html) cannot be written: .*ENOSPC.*; the disk is full: free some space, .*; then (go on with `trpo resume|draw it with `\S*trpo report|give the command again)/,
      )
  }
  const named = failed.map(({ message }) => /run-\d+\/([\w.]+)/.exec(message ?? '')?.[1])
  for (const file of ['lock', 'run.json', 'config.json', 'metrics.jsonl', 'checkpoints', 'policy', 'report.html'])
    expect(named).toContain(file)
  const kept = failed.map(({ checkpoints }) => checkpoints.join())
  // No checkpoint is lost, though one only is kept: there is none at first, then always one.
  expect([...new Set(kept)]).toEqual(['', '0', '1'])
})

test.each([
  ['ENOSPC', /the disk is full: free some space/],
  ['EDQUOT', /your quota of the disk is used up/],
  ['EROFS', /the file system is read-only/],
  ['EACCES', /this user may not write there/],
  ['EIO', /the disk reports an error/],
])('%s while a run trains: exit code 2, the last checkpoint is named, and it goes on', async (code, advice) => {
  const run = join(folder, 'runs', 'faulty')
  await rm(run, { recursive: true, force: true })
  await cp(join(folder, 'runs', 'two'), run, { recursive: true })
  // Lock, run.json, config.json, metrics.jsonl and policy are written first; it is the record of iteration 3 that fails.
  const faulty = JSON.stringify({ folder: run, from: 24, code })
  const [node, ...words] = cliWords
  const child = spawnSync(
    node,
    ['--import', faults('faulty-disk.ts'), ...words, 'resume', 'runs/faulty', '--iterations', '3', '--workers', '1'],
    { cwd: folder, env: { ...cliEnvironment, FAULTY_DISK: faulty }, encoding: 'utf8' },
  )
  const ended: Ended = { code: child.status, stdout: child.stdout, stderr: child.stderr }
  expectOneMessage(ended, advice)
  expect(ended.stderr).toMatch(/cannot be written: .*E[A-Z]+: .*; then go on with `trpo resume runs\/faulty`/)
  expect(ended.stderr).toContain('its last good checkpoint is kept: runs/faulty/checkpoints/000002 (iteration 2)')
  expect((await trpo(folder, ['resume', 'runs/faulty', '--workers', '1'])).code).toBe(0)
  expect(await tensorsOf(run, 3)).toEqual(await tensorsOf(join(folder, 'runs', 'good'), 3))
})

describe('what is in the way of a run, even for root', () => {
  test.each<[string, (run: string) => Promise<void>, RegExp]>([
    [
      'a file where the checkpoints should be',
      async (run) => {
        await rm(join(run, 'checkpoints'), { recursive: true })
        await writeFile(join(run, 'checkpoints'), '')
      },
      /ENOTDIR.*runs\/blocked\/checkpoints/,
    ],
    [
      'a folder where the metrics should be',
      async (run) => {
        await rm(join(run, 'metrics.jsonl'))
        await mkdir(join(run, 'metrics.jsonl'))
      },
      /runs\/blocked\/metrics\.jsonl cannot be read: EISDIR/,
    ],
    [
      'a file where the policy should be',
      async (run) => {
        await rm(join(run, 'policy'), { recursive: true })
        await writeFile(join(run, 'policy'), '')
      },
      /runs\/blocked\/policy cannot be written: EEXIST.*something else is where this should be: move it away; then go on/,
    ],
    [
      'a folder where a file of the policy should be',
      async (run) => {
        await rm(join(run, 'policy', 'policy.json'))
        await mkdir(join(run, 'policy', 'policy.json', 'mine'), { recursive: true })
      },
      /runs\/blocked\/policy\/policy\.json: E(ISDIR|NOTEMPTY|EXIST)/,
    ],
    [
      'a folder where the report should be',
      async (run) => {
        await rm(join(run, 'report.html'))
        await mkdir(join(run, 'report.html', 'mine'), { recursive: true })
      },
      /runs\/blocked\/report\.html cannot be written: E(ISDIR|NOTEMPTY|EXIST).*draw it with `\S*trpo report runs\/blocked`/,
    ],
    [
      'a folder where the lock should be',
      (run) => mkdir(join(run, 'lock')),
      /runs\/blocked\/lock cannot be written: EISDIR.*a folder is where a file should be: move it away/,
    ],
    [
      'a link that leads nowhere where run.json should be',
      async (run) => {
        await rm(join(run, 'run.json'))
        await symlink('nowhere/at/all', join(run, 'run.json'))
      },
      /runs\/blocked\/run\.json cannot be read: ENOENT/,
    ],
  ])('%s', async (_, block, message) => {
    const run = join(folder, 'runs', 'blocked')
    await rm(run, { recursive: true, force: true })
    await cp(join(folder, 'runs', 'two'), run, { recursive: true })
    await block(run)
    expectOneMessage(await trpo(folder, ['resume', 'runs/blocked', '--iterations', '3', '--workers', '1']), message)
    // Nothing of it is a crash for those who only read either.
    const listed = await trpo(folder, ['list'])
    expect(listed.stdout).toContain('blocked')
    for (const words of [
      ['verify', 'runs/blocked', '--workers', '1'],
      ['evaluate', 'runs/blocked', '--episodes', '1'],
    ])
      expect((await trpo(folder, words)).stderr).not.toContain('internal error')
  })
})

/** Runs a command with mounts of its own; part of Linux. */
const UNSHARE = 'unshare'

/** Whether this machine lets a process mount file systems of its own; said loudly when not. */
const canMount = spawnSync(UNSHARE, ['-Urm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0
if (!canMount)
  console.log('SKIPPED 5 tests of really full and read-only disks: this machine allows no user namespaces with mounts')

/** Runs a script with a tmpfs of so many bytes on `$disk`; what it prints. `$trpo` is the command. */
function onDisk(size: string, disk: string, script: string) {
  const command = [...cliWords].map((word) => `'${word}'`).join(' ')
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
      expect(await tensorsOf(join(out, 'small'), 3)).toEqual(await tensorsOf(join(folder, 'runs', 'good'), 3))
      const records = async (run: string) =>
        (await readFile(join(run, 'metrics.jsonl'), 'utf8')).replace(/"timings".*/g, '')
      expect(await records(join(out, 'small'))).toBe(await records(join(folder, 'runs', 'good')))
    },
  )

  test('that is read-only: the run is not gone on with, can be verified and evaluated, and goes on elsewhere', async () => {
    const disk = await temporaryFolder()
    const { stdout, stderr } = onDisk(
      '10m',
      disk,
      `cp -r '${join(folder, 'runs')}' runs; mount -o remount,ro "$disk"
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
  const closed = join(folder, 'closed')
  await mkdir(closed)
  await chmod(closed, 0o500)
  expectOneMessage(
    await trpo(folder, [...train('new'), '--out', 'closed']),
    /the run cannot be put into closed\/new: EACCES/,
  )
})
