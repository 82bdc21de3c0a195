import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decodeSafetensors } from '@trpo/policies'
import { afterAll } from 'vitest'

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

/** What commands under test find: no colours, and our modules compiled once for all of them. */
export const cliEnvironment: NodeJS.ProcessEnv = {
  ...process.env,
  NO_COLOR: '1',
  NODE_COMPILE_CACHE: join(tmpdir(), 'trpo-compile-cache'),
}

/** The words before those of a command: the pinned Node that runs these tests, and the command's module. */
export const cliWords: readonly [string, ...string[]] = [process.execPath, '--conditions=@trpo/source', cli]

/** Runs `trpo` in a folder. `watch` hears of its output as it comes, and may send it signals. */
export function trpo(
  cwd: string,
  words: readonly string[],
  watch?: (stdout: string, child: ChildProcess) => void,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // Node itself: the script in node_modules/.bin would keep signals from it.
    const [node, ...before] = cliWords
    const child = spawn(node, [...before, ...words], {
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
