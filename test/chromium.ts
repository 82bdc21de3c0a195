import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { build, defaultClientConditions, preview } from 'vite'

const run = promisify(execFile)

/** The Chromium or Chrome on this machine. */
export const chromium: string | undefined = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  .flatMap((name) => (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)))
  .find(existsSync)

if (chromium === undefined) process.emitWarning('There is no Chromium on the PATH: tests that need one are skipped.')

/**
 * Serves a page that is ready to be served (`<root>/dist`), opens it in headless Chromium, and gives the text of its element
 * `result`.
 */
export async function resultOfBuilt(
  root: string,
  outDir = 'dist',
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  if (chromium === undefined) throw new Error('there is no Chromium on the PATH')
  const profile = await mkdtemp(join(tmpdir(), 'chromium-'))
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'warn',
    preview: { port: 0, headers: { ...headers } },
    build: { outDir },
  })
  try {
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${profile}`]
    const url = server.resolvedUrls?.local[0] ?? ''
    const { stdout } = await run(chromium, [...flags, '--virtual-time-budget=60000', '--dump-dom', url])
    const result = /<pre id="result">([^<]*)<\/pre>/.exec(stdout)?.[1]
    if (result === undefined) throw new Error(`the page of ${root} has no element pre#result: ${stdout}`)
    return result.replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
  } finally {
    await server.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The same for a page of the workspace, whose packages are taken from source. */
export async function resultInChromium(root: string): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'page-'))
  try {
    const resolve = { conditions: ['@trpo/source', ...defaultClientConditions] }
    await build({ root, configFile: false, logLevel: 'warn', resolve, build: { outDir, emptyOutDir: true } })
    return await resultOfBuilt(root, outDir)
  } finally {
    await rm(outDir, { recursive: true })
  }
}

/**
 * Serves a page that is ready to be served, opens it in headless Chromium, and gives what it posts to `/result`. For pages that
 * wait for workers, which Chromium does not wait for on its own.
 */
export async function postedByPage(root: string, outDir: string): Promise<string> {
  if (chromium === undefined) throw new Error('there is no Chromium on the PATH')
  let hear = (_result: string) => {}
  const result = new Promise<string>((resolve) => {
    hear = resolve
  })
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'warn',
    preview: { port: 0 },
    build: { outDir },
    plugins: [
      {
        name: 'result',
        configurePreviewServer({ middlewares }) {
          middlewares.use('/result', async (request, response) => {
            hear(await text(request))
            response.end()
          })
        },
      },
    ],
  })
  const profile = await mkdtemp(join(tmpdir(), 'chromium-'))
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${profile}`]
  const child = execFile(chromium, [...flags, '--remote-debugging-port=0', server.resolvedUrls?.local[0] ?? ''], {
    timeout: 300_000,
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  try {
    const posted = await Promise.race([result, ended])
    if (posted === undefined) throw new Error('Chromium ended before the page had a result')
    return posted
  } finally {
    child.kill()
    await ended
    await server.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
