import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { chromium, resultInChromium } from '../../../test/chromium.ts'
import { train } from './page/train.ts'

test.skipIf(chromium === undefined)(
  'presets train in Chromium to the bits of Node (skipped where there is none)',
  async () => {
    expect(await resultInChromium(fileURLToPath(new URL('./page', import.meta.url)))).toBe(await train())
  },
)
