import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { modules, moduleText } from '../scripts/compile-kernels.ts'

test.each(modules)(
  '$file is what assembly/ compiles to, byte for byte: run `pnpm generate` after a change there',
  async (module) => {
    const committed = readFileSync(new URL(`../src/simd/${module.file}`, import.meta.url), 'utf8')
    expect(await moduleText(module)).toBe(committed)
  },
)
