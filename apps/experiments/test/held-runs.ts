/**
 * Loaded before `trpo`: the process of a run of a sweep waits, before it does anything, until there is a file `go` in its folder.
 * That it waits is told by a file named after its first words. A run that is tried again does not wait.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

if (process.send !== undefined) {
  const words = process.argv.slice(2)
  const held = `held-${words[words.indexOf('--name') + 1]}`
  if (words[0] === 'train' && !existsSync(held)) {
    writeFileSync(held, '')
    while (!existsSync('go')) await sleep(5)
  }
}
