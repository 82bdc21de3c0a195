import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crawler } from '../packages/physics/test/crawler.ts'
import { root, runSource, snippetsOf } from './snippets.ts'

/** The robot and the program of docs/physics.md, as a reader would have them. */
describe('a robot of one’s own', () => {
  const [robot, program] = snippetsOf('docs/physics.md')
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(root, '.snippet-'))
    await writeFile(join(folder, 'crawler.ts'), robot)
    await writeFile(join(folder, 'train.ts'), program)
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is the one that is held to MuJoCo', async () => {
    const print = "import { crawler } from './crawler.ts'\nconsole.log(JSON.stringify(crawler))"
    await writeFile(join(folder, 'print.ts'), print)
    expect(JSON.parse(await runSource(join(folder, 'print.ts')))).toEqual(crawler)
  })

  it.each([1, 2, 3])('learns to crawl with seed %i', async (seed) => {
    const printed = await runSource(join(folder, 'train.ts'), [String(seed)])
    const returns = [...printed.matchAll(/^iteration \d+: return (\S+)$/gm)].map((match) => Number(match[1]))
    expect(returns).toHaveLength(40)
    // At first it shakes, and pays for it; then it goes half a robot's length a second, and faster.
    expect(returns[0]).toBeLessThan(0)
    for (const last of returns.slice(-5)) expect(last).toBeGreaterThan(60)
    expect(Number(/it crawls (\S+) m in 3 s/.exec(printed)?.[1])).toBeGreaterThan(1.5)
  })
})
