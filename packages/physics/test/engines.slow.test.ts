import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { chromium, resultInChromium } from '../../../test/chromium.ts'
import { runOnNode } from '../../../test/other-node.ts'
import { digests } from './digest.ts'

const here = digests()

// The workspace's own Node is 26.
test('Node 22 steps to the same bits', () => {
  const script = "const { digests } = await import('./test/digest.ts'); console.log(JSON.stringify(digests()))"
  expect(process.versions.node).toMatch(/^26\./)
  expect(JSON.parse(runOnNode('22.22.0', script, fileURLToPath(new URL('..', import.meta.url))))).toEqual(here)
})

test.skipIf(chromium === undefined)('Chromium steps to the same bits (skipped where there is none)', async () => {
  expect(JSON.parse(await resultInChromium(fileURLToPath(new URL('page', import.meta.url))))).toEqual(here)
})
