import { createInterface } from 'node:readline'
import { z } from 'zod'
import { childSeconds } from '../measure/child-seconds.ts'
import { now } from '../measure/clock.ts'
import type { Report } from '../measure/contestant.ts'
import { peakMemoryMiB } from '../measure/peak-memory.ts'
import { prepare } from './measure-task.ts'
import { taskSchema } from './task.ts'

const request = z.strictObject({ seconds: z.number().positive() })

/**
 * Runs one of our own contestants in a process of its own, by the protocol that `peers/protocol.py` describes for
 * peers.
 */
export async function serve(task: string): Promise<void> {
  const { measure, digest, dispose } = await prepare(taskSchema.parse(JSON.parse(task)))
  const say = (message: unknown) => process.stdout.write(`${JSON.stringify(message)}\n`)
  say({ ready: digest === undefined ? {} : { digest } })
  for await (const line of createInterface({ input: process.stdin })) {
    const { seconds } = request.parse(JSON.parse(line))
    const [began, before, children] = [now(), process.cpuUsage(), childSeconds()]
    const measured = await measure(seconds)
    const { user, system } = process.cpuUsage(before)
    const coresUsed = ((user + system) / 1e6 + childSeconds() - children) / (now() - began)
    say({ measured, coresUsed, peakMemoryMiB: peakMemoryMiB() } satisfies Report)
  }
  await dispose()
}
