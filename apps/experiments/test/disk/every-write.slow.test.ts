import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { chartlessWords, cliEnvironment, temporaryFolder } from '../run-cli.ts'
import type { Outcome } from './faults/every-write.ts'

const everyWrite = fileURLToPath(new URL('./faults/every-write.ts', import.meta.url))

test('on a disk that becomes full at any write of a run, all there is stays whole, and the run goes on to the same bits', async () => {
  const { stdout } = await promisify(execFile)(
    chartlessWords[0],
    [...chartlessWords.slice(1, -1), everyWrite, await temporaryFolder()],
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
        /: run-\d+|run-\d+\/(lock|run\.json|config\.json|metrics\.jsonl|checkpoints|policy|report\.html) cannot be written: .*ENOSPC.*; the disk is full: free some space, .*; then (continue with `trpo resume|draw it with `\S*trpo report|give the command again)/,
      )
  }
  const named = failed.map(({ message }) => /run-\d+\/([\w.]+)/.exec(message ?? '')?.[1])
  for (const file of ['lock', 'run.json', 'config.json', 'metrics.jsonl', 'checkpoints', 'policy', 'report.html'])
    expect(named).toContain(file)
  const kept = failed.map(({ checkpoints }) => checkpoints.join())
  // No checkpoint is lost, though one only is kept: there is none at first, then always one.
  expect([...new Set(kept)]).toEqual(['', '0', '1'])
})
