import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root, runSource, snippetsOf } from './snippets.ts'

describe.each(readdirSync(join(root, 'packages')).map((name) => `packages/${name}`))('%s/README.md', (folder) => {
  const file = `${folder}/README.md`
  const found = existsSync(join(root, file)) ? snippetsOf(file) : []

  it('exists and has a snippet', () => {
    expect(found.length).toBeGreaterThan(0)
  })

  it.each(found.map((code, index) => [index + 1, code] as const))('snippet %i runs', async (_number, code) => {
    const directory = await mkdtemp(join(root, folder, '.snippet-'))
    try {
      const path = join(directory, 'snippet.ts')
      await writeFile(path, code)
      expect((await runSource(path, [], directory)).trim()).not.toBe('')
    } finally {
      await rm(directory, { recursive: true })
    }
  })
})
