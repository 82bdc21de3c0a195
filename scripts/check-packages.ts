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
import { type BundleSize, bundleSize, type PageUse } from './bundle.ts'
import { packPackages } from './pack.ts'
import { type PublishedPackage, publishedPackages } from './published-packages.ts'

/** The most bytes that the whole main entry of a package may add to a page: bundled with its dependencies and minified. */
const LIMITS: Readonly<Record<string, number>> = { '@trpo/policies': 100_000, '@trpo/recipes': 301_000 }

/**
 * What every page that trains on planar physics comes to ask for: the engine, one robot, of which this is the largest, and the sums of
 * what robots report. A run of
 * single path TRPO asks for nothing else that is loaded on demand; the check prints what that is.
 */
const PLANAR: readonly string[] = [
  '/on-demand/planar.js',
  '/on-demand/robots/half-cheetah.js',
  '/single-path/info-sums.js',
]

/** How a page uses a package, where it does not load all that a config can ask for. */
const USES: Readonly<Record<string, PageUse>> = { '@trpo/recipes': { asks: PLANAR } }

/** A page that does one thing. */
interface Page {
  /** What it does, for the table. */
  readonly name: string
  /** The package that it imports. */
  readonly of: string
  readonly use: PageUse
  /** The most bytes that it may load. */
  readonly limit: number
}

/**
 * The page that trains a preset of single path TRPO on planar physics, with core and all else that it takes. It names its preset.
 * One that looks for a preset by its name takes the texts and settings of all of them (12 kB), and one that also reads, edits and
 * describes configs takes the whole main entry (15 kB more): `presets`, `parseConfig` and `configFields` give their answers at
 * once, so what they know cannot be loaded later.
 */
const PAGES: readonly Page[] = [
  {
    name: 'a page that trains a preset',
    of: '@trpo/recipes',
    use: { imports: ['paperSwimmer', 'presetConfig', 'trainingOf'], asks: PLANAR },
    limit: 253_000,
  },
]

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

/** A line of the table, and what is wrong. */
interface Checked {
  readonly row: readonly string[]
  readonly problems: readonly string[]
}

async function check(one: PublishedPackage, tarball: string): Promise<Checked & Pick<BundleSize, 'onDemand'>> {
  const problems = (await Promise.all([lint(tarball), checkTypes(tarball), checkContents(tarball)])).flat()
  const packed = (await stat(tarball)).size
  const size = await bundleSize(one, USES[one.name])
  const limit = LIMITS[one.name]
  return {
    row: rowOf(one.name, packed, size, limit),
    problems: [...problems, ...tooLarge(size, limit)],
    onDemand: size.onDemand,
  }
}

async function checkPage({ name, of, use, limit }: Page): Promise<Checked> {
  const one = publishedPackages().find((candidate) => candidate.name === of)
  if (one === undefined) throw new Error(`there is no package ${of}, which ${name} imports`)
  const size = await bundleSize(one, use)
  return { row: rowOf(name, undefined, size, limit), problems: tooLarge(size, limit) }
}

function tooLarge({ minified }: BundleSize, limit = Number.POSITIVE_INFINITY): string[] {
  return minified > limit ? [`${minified} bytes in a page, more than the ${limit} allowed: see what it imports`] : []
}

function rowOf(name: string, packed: number | undefined, { minified, gzip }: BundleSize, limit?: number): string[] {
  return [name, ...[packed, minified, gzip, limit].map((bytes) => (bytes === undefined ? '' : kilo(bytes)))]
}

function kilo(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ')
  return rows.map((row) => line(row).trimEnd()).join('\n')
}

const folder = await mkdtemp(join(tmpdir(), 'packed-'))
try {
  const packages = publishedPackages()
  const tarballs = await packPackages(packages, folder)
  const rows: (readonly string[])[] = [['package', 'packed', 'minified', 'gzip', 'limit']]
  const apart: (readonly string[])[] = [['loaded on demand, not counted', 'minified']]
  const report = (name: string, { row, problems }: Checked) => {
    rows.push(row)
    if (problems.length === 0) return
    process.exitCode = 1
    for (const problem of problems) console.log(`${name}: ${problem}`)
  }
  for (const [index, one] of packages.entries()) {
    const checked = await check(one, tarballs[index])
    report(one.name, checked)
    for (const { module, minified } of checked.onDemand) apart.push([`${one.name}: ${module}`, kilo(minified)])
  }
  for (const page of PAGES) report(page.name, await checkPage(page))
  console.log(table(rows))
  console.log(
    'packed: the tarball; minified and gzip: the main entry with all it depends on, bundled for a page; of recipes what a robot on planar physics takes',
  )
  console.log(table(apart))
} finally {
  await rm(folder, { recursive: true })
}
