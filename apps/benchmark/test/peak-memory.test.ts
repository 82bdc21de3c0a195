import { execFileSync, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const source = fileURLToPath(new URL('../src/measure/peak-memory.ts', import.meta.url))
const peers = fileURLToPath(new URL('../peers', import.meta.url))

const program = (held: number) =>
  `import { peakMemoryMiB } from ${JSON.stringify(source)}; Buffer.alloc(${held} * 2 ** 20, 1); console.log(peakMemoryMiB())`
const script = `import sys; sys.path.insert(0, ${JSON.stringify(peers)}); import protocol; protocol.say(protocol.peak_memory())`

/** What a program prints whose parent holds 300 MiB. */
function peakBelowParent(file: string, words: readonly string[]): number {
  const parent = `
    import { execFileSync } from 'node:child_process'
    const held = Buffer.alloc(300 * 2 ** 20, 1)
    process.stdout.write(execFileSync(${JSON.stringify(file)}, ${JSON.stringify(words)}))
    held[0] = 2`
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', parent], { encoding: 'utf8' }))
}

const linux = process.platform === 'linux'

test.runIf(linux)('peak memory is what a process held, and not what its parent did', () => {
  const words = (held: number) => ['--input-type=module', '--eval', program(held)]
  const empty = peakBelowParent(process.execPath, words(0))
  expect(empty).toBeGreaterThan(10)
  expect(empty).toBeLessThan(250)
  expect(peakBelowParent(process.execPath, words(300))).toBeGreaterThan(300)
})

test.runIf(linux && spawnSync('python3', ['--version']).status === 0)('so it is in a peer', () => {
  const peak = peakBelowParent('python3', ['-c', script])
  expect(peak).toBeGreaterThan(3)
  expect(peak).toBeLessThan(250)
})
