import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { paperSwimmer, presetConfig } from '@trpo/recipes'
import { runPaths } from '@trpo/runs'
import { expect, test } from 'vitest'
import { measures, record } from '../../../packages/runs/test/records.ts'
import { chromium } from '../../../test/chromium.ts'
import { escapeHtml } from '../src/report/html.ts'
import { reportPage } from '../src/report/write-report.ts'
import { temporaryFolder } from './run-cli.ts'

const config = presetConfig(paperSwimmer, 1)
const provenance = {
  configDigest: 'abc',
  environmentDigest: null,
  startedIn: '/',
  command: 'trpo start',
  startedAt: '2026-01-01T00:00:00.000Z',
  version: '1',
  commit: 'c0ffee',
  node: 'v26',
  hardware: 'a machine',
  summary: 'TRPO, delta 0.01',
  measures,
  resumed: [],
}

/** Where the first chart of a report ends and how wide the page is, in a window of this width. */
async function firstChart(width: number): Promise<{ readonly bottom: number; readonly pageWidth: number }> {
  const records = [1, 2, 3].map((iteration) => ({ ...record(iteration), totalSteps: 10_000_000 * iteration }))
  const html = await reportPage({ paths: runPaths('/runs/a'), config, raw: config, provenance }, records)
  const folder = await temporaryFolder()
  const path = join(folder, 'phone.html')
  await writeFile(
    path,
    `<iframe width="${width}" height="900" style="border:0" srcdoc="${escapeHtml(html)}"></iframe><pre></pre><script>
onload = () => {
  const page = document.querySelector('iframe').contentDocument
  document.querySelector('pre').textContent = JSON.stringify({
    bottom: page.querySelector('figure').getBoundingClientRect().bottom,
    pageWidth: page.documentElement.scrollWidth,
  })
}
</script>`,
  )
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${join(folder, 'profile')}`]
  const { stdout } = await promisify(execFile)(
    chromium ?? '',
    [...flags, '--virtual-time-budget=60000', '--dump-dom', pathToFileURL(path).href],
    { maxBuffer: 2 ** 26 },
  )
  return JSON.parse(/<pre>([^<]*)<\/pre>/.exec(stdout)?.[1] ?? 'null')
}

test.skipIf(chromium === undefined)(
  'on a phone the first chart is seen without scrolling, and nothing is too wide',
  async () => {
    const { bottom, pageWidth } = await firstChart(390)
    expect(bottom).toBeLessThan(700)
    expect(pageWidth).toBeLessThanOrEqual(390)
  },
)
