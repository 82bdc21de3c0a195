import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { mode } from '@trpo/policies'
import { loadPolicy } from '@trpo/policies/node'
import { findPreset, presetConfig } from '@trpo/recipes'
import { trainingOf } from '@trpo/recipes/node'
import { build } from 'vite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromium, postedByPage, resultOfBuilt } from './chromium.ts'
import { commandsOf, documentedFiles } from './documents.ts'
import { root } from './snippets.ts'

const run = promisify(execFile)

/** What npm says where it can neither reach a registry nor finds everything in its cache. */
const UNREACHABLE = /code (ENOTCACHED|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)/

/** What each example prints at last, in an order in which each finds what it needs. */
const examples: readonly (readonly [string, RegExp])[] = [
  ['train-a-preset.ts', /^iteration 5: return \d+\.\d$/m],
  ['own-environment.ts', /^at 1 and at rest it is pushed by -/m],
  [
    'logging-and-early-stopping.ts',
    /^stopped: .*\nthe best policy, with a return of \d+\.\d, is in cart-pole-policy$/m,
  ],
  ['keep-the-best.ts', /^(stopped|done) after \d+ iterations, .*\n100 episodes: return 1000\.0 ± 0\.0, 0 fell$/m],
  ['act-in-node.ts', /^1000 steps, return 1000\.0$/m],
  ['model-summary.ts', /^364 parameters in f32; .*[\s\S]*starts at theta\[362\]$/m],
  ['own-baseline.ts', /^iteration 10: return \d+\.\d, baseline \d+\.\d$/m],
  ['own-update-rule.ts', /^iteration 10: return \d+\.\d, KL 0\.00\d{3}$/m],
]

describe('a project that installed the packages by the lines of README.md', () => {
  let parent: string
  let project: string
  let unreachable: string | undefined

  beforeAll(async () => {
    parent = await realpath(await mkdtemp(join(tmpdir(), 'library-')))
    project = join(parent, 'my-project')
    const [pack, ...install] = commandsOf('README.md', 'npm install ../trpo/')
    expect(pack).toMatch(/^npx --yes pnpm@10 run pack:all\b/)
    const env = { ...process.env, npm_config_prefer_offline: 'true', npm_config_fetch_retries: '1' }
    try {
      // As the script `pack:all` does after the build.
      await run(process.execPath, [join(root, 'scripts/pack-all.ts'), join(parent, 'trpo/packed')], { env })
      await run('sh', ['-e', '-c', install.join('\n')], { cwd: join(parent, 'trpo'), env })
    } catch (error) {
      unreachable = UNREACHABLE.exec(String(error))?.[1]
      if (unreachable === undefined) throw error
      process.emitWarning(
        `npm reaches no registry (${unreachable}) and lacks something: tests of examples are skipped.`,
      )
    }
  })
  afterAll(() => rm(parent, { recursive: true }))
  beforeEach((context) => {
    if (unreachable !== undefined) context.skip(`no registry can be reached: ${unreachable}`)
  })

  /** Runs a file of the project by plain Node; gives what it printed. */
  const node = async (file: string) => (await run(process.execPath, [file], { cwd: project })).stdout.trim()

  it('runs the program of README.md', async () => {
    for (const { path, code } of documentedFiles()) {
      if (path.startsWith('README.md/')) await writeFile(join(project, path.slice('README.md/'.length)), code)
    }
    const lines = (await node('train.ts')).split('\n')
    expect(lines).toHaveLength(11)
    expect(lines[9]).toMatch(/^10 -?\d+\.\d+ accepted$/)
    expect(lines[10]).toMatch(/^Float64Array\(1\)/)
  })

  it.each(examples)('runs examples/%s', async (file, last) => {
    await cp(join(root, 'examples', file), join(project, file))
    expect(await node(file)).toMatch(last)
  })

  it('runs examples/train-own-parts.ts, which needs TensorFlow.js and the folder beside it', async (context) => {
    const install = commandsOf('examples/README.md', 'npm install @tensorflow/tfjs').join('\n')
    const env = { ...process.env, npm_config_prefer_offline: 'true', npm_config_fetch_retries: '1' }
    try {
      await run('sh', ['-e', '-c', install], { cwd: project, env })
    } catch (error) {
      const reason = UNREACHABLE.exec(String(error))?.[1]
      if (reason === undefined) throw error
      context.skip(`TensorFlow.js cannot be installed: ${reason}`)
    }
    await cp(join(root, 'examples/guide'), join(project, 'guide'), { recursive: true })
    await cp(join(root, 'examples/train-own-parts.ts'), join(project, 'train-own-parts.ts'))
    expect(await node('train-own-parts.ts')).toMatch(/^hanging down it is turned by -?\d\.\d{6} N m$/m)
  })

  it('ran every example, which examples/README.md lists', async () => {
    const files = (await readdir(join(root, 'examples'))).filter((file) => file.endsWith('.ts')).sort()
    expect([...examples.map(([file]) => file), 'train-own-parts.ts'].sort()).toEqual(files)
    const page = await readFile(join(root, 'examples/README.md'), 'utf8')
    for (const file of [...files, 'page', 'vite-workers']) expect(page).toContain(`\n- [${file}](`)
    for (const file of files) expect(await readFile(join(root, 'examples', file), 'utf8')).toMatch(/^\/\/ [A-Z].*[.:]/)
  })

  it('left a line of JSON for each iteration', async () => {
    const lines = (await readFile(join(project, 'metrics.jsonl'), 'utf8')).trim().split('\n')
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.length).toBeLessThan(100)
    lines.forEach((line, index) => {
      expect(JSON.parse(line).iteration).toBe(index + 1)
    })
  })

  describe('the page that trains in web workers', () => {
    let page: string
    beforeAll(async () => {
      if (unreachable !== undefined) return
      page = join(project, 'vite-workers')
      await cp(join(root, 'examples/vite-workers'), page, { recursive: true })
      // What is shown is also told to the test.
      const tell = `<script type="module">
        const result = document.querySelector('#result')
        const post = (body) => fetch('/result', { method: 'POST', body })
        new MutationObserver(() => result.textContent.endsWith('done') && post(result.textContent)).observe(result, { childList: true })
        addEventListener('unhandledrejection', ({ reason }) => post(String(reason)))
      </script>`
      const html = await readFile(join(page, 'index.html'), 'utf8')
      await writeFile(join(page, 'index.html'), html.replace('<script', `${tell}<script`))
      await build({ root: page, configFile: join(page, 'vite.config.js'), logLevel: 'error' })
    })

    it('has a worker that loads the physics of a robot when it needs it', async () => {
      const files = await readdir(join(page, 'dist/assets'))
      const worker = files.find((file) => /^my-worker-.*\.js$/.test(file)) ?? ''
      expect(await readFile(join(page, 'dist/assets', worker), 'utf8')).toMatch(/import\(/)
    })

    it.skipIf(chromium === undefined)('has the bits of Node, in Chromium (skipped where there is none)', async () => {
      const training = await trainingOf(presetConfig(findPreset('modern/hopper'), 1))
      const lines: string[] = []
      let state = training.init()
      for (let iteration = 1; iteration <= 3; iteration++) {
        const [next, { episodes }] = await training.step(state)
        lines.push(`iteration ${iteration}: return ${episodes.meanReturn}`)
        state = next
      }
      await training.dispose()
      expect((await postedByPage(page, 'dist')).split('\n')).toEqual([...lines, 'done'])
    })
  })

  describe('the page without a bundler', () => {
    beforeAll(async () => {
      if (unreachable !== undefined) return
      await cp(join(root, 'examples/page'), join(project, 'page'), { recursive: true })
      const copies = commandsOf('examples/README.md', 'npx vite').filter((line) => line.startsWith('cp '))
      expect(copies).toHaveLength(2)
      await run('sh', ['-e', '-c', copies.join('\n')], { cwd: project })
    })

    it('has one file of ours that imports nothing', async () => {
      const alone = join(parent, 'alone')
      await mkdir(alone)
      await cp(join(project, 'page/policies.js'), join(alone, 'policies.mjs'))
      const { stdout } = await run(process.execPath, ['-p', "Object.keys(require('./policies.mjs')).length"], {
        cwd: alone,
      })
      expect(Number(stdout)).toBeGreaterThan(5)
      const size = (await readFile(join(alone, 'policies.mjs'))).length
      expect(size).toBeLessThan(100_000)
    })

    it.skipIf(chromium === undefined).each([
      ['any page', {}, 'f32', 15],
      ['a strict Content-Security-Policy', { 'Content-Security-Policy': "default-src 'self'" }, 'f64', 5],
    ])('acts in Chromium under %s (skipped where there is none)', async (_name, headers, precision, digits) => {
      const result = await resultOfBuilt(project, 'page', headers)
      expect(result).toContain(`parameters in ${precision};`)
      const [expected] = mode(await loadPolicy(join(project, 'cart-pole-policy')), [0, 0, 0.05, 0])
      expect(Number(/^most likely: (.*)$/m.exec(result)?.[1])).toBeCloseTo(expected, digits)
      expect(Math.abs(Number(/^drawn: (.*)$/m.exec(result)?.[1]))).toBeLessThanOrEqual(10)
    })
  })
})
