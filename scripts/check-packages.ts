/**
 * Checks the packages as they would be published, and prints their sizes: `pnpm check:packages`, after a build.
 *
 * Each is packed; publint and are-the-types-wrong look at the tarball; its main entry is bundled for a page.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { bundleSize } from './bundle.ts'
import { packPackages } from './pack.ts'
import { type PublishedPackage, publishedPackages } from './published-packages.ts'

/** The most bytes that a package may add to a page: bundled with its dependencies and minified. */
const LIMITS: Readonly<Record<string, number>> = { '@trpo/policies': 100_000, '@trpo/recipes': 295_000 }

/** What a page that trains a robot on planar physics by single path TRPO does not load, though a config can name it. */
const APART: Readonly<Record<string, readonly string[]>> = {
  '@trpo/recipes': ['/blackbox/', '/linalg/dist/symmetric-eigen', '/envs/dist/mujoco', '/recipes/dist/on-demand/'],
}

const run = promisify(execFile)
const attw = join(import.meta.dirname, 'node_modules/.bin/attw')

/** What publint finds in a tarball, suggestions included. */
async function lint(tarball: string): Promise<string[]> {
  const bytes = await readFile(tarball)
  const { messages, pkg } = await publint({ pack: { tarball: Uint8Array.from(bytes).buffer }, strict: true })
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`)
}

/** What are-the-types-wrong finds in a tarball, for import by ESM and by bundlers. */
async function checkTypes(tarball: string): Promise<string[]> {
  const args = [tarball, '--profile', 'esm-only', '--no-definitely-typed', '--no-color', '--format', 'ascii']
  return run(attw, args).then(
    () => [],
    (error: { stdout?: string; message: string }) => [`are-the-types-wrong:\n${error.stdout || error.message}`],
  )
}

/** Which of LICENSE and README.md the tarball lacks. */
async function checkContents(tarball: string): Promise<string[]> {
  const { stdout } = await run('tar', ['--list', '--gzip', '--file', tarball])
  const files = new Set(stdout.split('\n'))
  return ['LICENSE', 'README.md'].filter((file) => !files.has(`package/${file}`)).map((file) => `it has no ${file}`)
}

async function check(one: PublishedPackage, tarball: string): Promise<{ row: string[]; problems: string[] }> {
  const problems = (await Promise.all([lint(tarball), checkTypes(tarball), checkContents(tarball)])).flat()
  const packed = (await stat(tarball)).size
  const { minified, gzip } = await bundleSize(one, APART[one.name])
  const limit = LIMITS[one.name]
  if (limit !== undefined && minified > limit) {
    problems.push(`${minified} bytes in a page, more than the ${limit} allowed: see what it imports`)
  }
  const row = [one.name, ...[packed, minified, gzip, limit].map((bytes) => (bytes === undefined ? '' : kilo(bytes)))]
  return { row, problems }
}

function kilo(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}

function table(rows: readonly string[][]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  const line = (row: string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ')
  return rows.map((row) => line(row).trimEnd()).join('\n')
}

const folder = await mkdtemp(join(tmpdir(), 'packed-'))
try {
  const packages = publishedPackages()
  const tarballs = await packPackages(packages, folder)
  const rows = [['package', 'packed', 'minified', 'gzip', 'limit']]
  for (const [index, one] of packages.entries()) {
    const { row, problems } = await check(one, tarballs[index])
    rows.push(row)
    if (problems.length === 0) continue
    process.exitCode = 1
    for (const problem of problems) console.log(`${one.name}: ${problem}`)
  }
  console.log(table(rows))
  console.log(
    'packed: the tarball; minified and gzip: the main entry with all it depends on, bundled for a page; of recipes what a robot on planar physics takes',
  )
} finally {
  await rm(folder, { recursive: true })
}
