import { type ChildProcess, fork, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decodeSafetensors } from '@trpo/policies'
import { afterAll, expect } from 'vitest'
import type { Answered, Asked } from './one-process.ts'

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))

/** How a command ended. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const folders: string[] = []
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

/** A new empty folder outside of the repository, removed after the tests. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trpo-cli-'))
  folders.push(folder)
  return folder
}

/** What commands under test find: no colours. */
export const cliEnvironment: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' }

/** The words before those of a command: the pinned Node that runs these tests, and the command's module. */
export const cliWords: readonly [string, ...string[]] = [process.execPath, '--conditions=@trpo/source', cli]

/** The same, for runs whose charts nobody looks at. */
export const chartlessWords: readonly [string, ...string[]] = [
  ...([process.execPath, '--import', new URL('./no-charts.ts', import.meta.url).href] as const),
  ...cliWords.slice(1),
]

/** Runs `trpo` in a folder. `watch` hears of its output as it comes, and may send it signals. */
export function trpo(
  cwd: string,
  words: readonly string[],
  watch?: (stdout: string, child: ChildProcess) => void,
  before = cliWords,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // Node itself: the script in node_modules/.bin would keep signals from it.
    const [node, ...given] = before
    const child = spawn(node, [...given, ...words], {
      cwd,
      env: cliEnvironment,
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (data: Buffer) => {
      stdout += data
      watch?.(stdout, child)
    })
    child.stderr.on('data', (data: Buffer) => {
      stderr += data
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/** The same without charts. */
export const chartless = (...[cwd, words, watch]: Parameters<typeof trpo>): Promise<Ended> =>
  trpo(cwd, words, watch, chartlessWords)

/** One message that names what is wrong and what to do; no trace, and the exit code of what is not our fault. */
export function expectOneMessage({ code, stderr }: Ended, message: string | RegExp): void {
  expect(stderr).toMatch(message)
  expect(stderr).toMatch(/^error: /m)
  expect(stderr).not.toMatch(/^\s+at /m)
  expect(code).toBe(2)
}

let shared: ChildProcess | undefined
afterAll(() => void shared?.kill())

/**
 * Runs `trpo` in a folder, one command at a time, in a process that all commands of a test file share: they start sooner, a
 * module of the user is loaded once, and no charts are drawn. For tests of what commands say and do, and not of how a process ends;
 * that they leave no thread and no listener behind is checked.
 */
export async function trpoInOneProcess(cwd: string, words: readonly string[]): Promise<Ended> {
  const program = fileURLToPath(new URL('./one-process.ts', import.meta.url))
  shared ??= fork(program, {
    env: cliEnvironment,
    execArgv: chartlessWords.slice(1, -1),
    execPath: cliWords[0],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const child = shared
  const { left, ...ended } = await new Promise<Answered>((resolve, reject) => {
    const died = (code: number | null) =>
      reject(new Error(`the process ended with exit code ${code}: ${words.join(' ')}`))
    child.once('exit', died)
    child.once('message', (answered: Answered) => {
      child.off('exit', died)
      resolve(answered)
    })
    child.send({ cwd, words } satisfies Asked)
  })
  expect(left, words.join(' ')).toEqual({ threads: 0, listeners: 0 })
  return ended
}

/** The tensors of a checkpoint, as arrays that `toEqual` compares bit for bit. */
export async function tensorsOf(run: string, iteration: number): Promise<Record<string, readonly bigint[]>> {
  const path = join(run, 'checkpoints', String(iteration).padStart(6, '0'), 'state.safetensors')
  const { tensors } = decodeSafetensors(await readFile(path))
  return Object.fromEntries(
    [...tensors].map(([name, { data }]) => [
      name,
      data instanceof Float64Array ? [...new BigUint64Array(Float64Array.from(data).buffer)] : [],
    ]),
  )
}
