import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const program = fileURLToPath(new URL('./load-module.ts', import.meta.url))

/** What Node, and not the transforms of these tests, makes of an environment file outside of any project. */
async function loaded(path: string): Promise<string> {
  const options = ['--conditions=@trpo/source', program, path]
  const { stdout, stderr } = await promisify(execFile)(process.execPath, options)
  expect(stderr).toBe('')
  return stdout.trim()
}

const BODY = `
  spec: { name: 'own', observationSpace: { kind: 'box', low: [0], high: [1] }, actionSpace: { kind: 'discrete', n: 2 }, timeLimit: 5 },
  reset() {},
  step: () => ({ reward: REWARD, terminated: false, truncated: false }),
  observe: (into) => { into.fill(1) },
`
const environment = (before: string, reward = '1') =>
  `${before}\nexport function createEnvironment()${before.includes('Environment') ? ': Environment' : ''} { return {${BODY.replace('REWARD', reward)}} }\n`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trpo-modules-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function write(files: Readonly<Record<string, string>>): Promise<string> {
  const here = await mkdtemp(join(folder, 'case-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(here, name)), { recursive: true })
    await writeFile(join(here, name), text)
  }
  return join(here, Object.keys(files)[0])
}

const reward = 'export interface Reward { of: number }\nexport const reward: number = 1\n'

describe('an environment file', () => {
  test.each<[string, Record<string, string>]>([
    ['imports a type without `type`', { 'env.ts': environment("import { Environment } from '@trpo/envs'") }],
    [
      'imports types and functions at once, over many lines',
      {
        'env.ts': environment(
          "import {\n  box,\n  Environment,\n  type EnvironmentSpec,\n} from '@trpo/envs'\nbox([0], [1])",
        ),
      },
    ],
    [
      'imports a .ts file without its ending',
      { 'env.ts': environment("import { reward } from './reward'", 'reward'), 'reward.ts': reward },
    ],
    [
      'imports a .ts file as .js',
      { 'env.ts': environment("import { reward } from './reward.js'", 'reward'), 'reward.ts': reward },
    ],
    ['imports a folder', { 'env.ts': environment("import { reward } from './own'", 'reward'), 'own/index.ts': reward }],
    [
      'imports a type of a file beside without `type`',
      {
        'env.ts': environment("import { reward, Reward } from './reward'\nexport type R = Reward", 'reward'),
        'reward.ts': reward,
      },
    ],
    [
      'requires @trpo/envs',
      {
        'env.cjs': `const { box } = require('@trpo/envs')\nbox([0], [1])\nexports.createEnvironment = () => ({${BODY.replace('REWARD', '1')}})\n`,
      },
    ],
    [
      'is in a project of its own',
      { 'env.ts': environment("import { Environment } from '@trpo/envs'"), 'package.json': '{"type":"module"}' },
    ],
  ])('%s: loads', async (_what, files) => {
    expect(await loaded(await write(files))).toBe('{"name":"own","same":true}')
  })

  test.each<[string, string, RegExp]>([
    ['an enum', 'enum Side { left, right }', /TypeScript enum is not supported.*write the enum as `const/s],
    [
      'a parameter property',
      'class Cart { constructor(private mass: number) {} }',
      /parameter property is not supported.*write the field out/s,
    ],
    [
      'a namespace',
      'namespace Track { export const length = 1 }',
      /namespace declaration is not supported.*as a module/s,
    ],
    [
      'an import by equals',
      "import fs = require('node:fs')",
      /import equals declaration is not supported.*write `import x/s,
    ],
    [
      'a name that is not there',
      "import { boxx } from '@trpo/envs'\nboxx()",
      /boxx.*import it by `import \{ type Name \}`/s,
    ],
    ['a file that is not there', "import './missing'", /missing.*correct the path/s],
    [
      'a package that is not there',
      "import 'no-such-package-of-mine'",
      /no-such-package-of-mine.*Install the package/s,
    ],
  ])('%s: the remedy is named', async (_what, before, message) => {
    const said = await loaded(await write({ 'env.ts': environment(before) }))
    expect(said).toMatch(/^ConfigError: /)
    expect(said).toMatch(message)
  })
})
