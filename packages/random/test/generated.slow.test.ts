import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compileKernels } from '../../../scripts/compile-kernels.ts'
import { kernelsModule } from '../../../scripts/kernels-module.ts'

it('the kernels in src/ are what assembly/ compiles to, byte for byte: run `pnpm generate` after a change there', async () => {
  const committed = readFileSync(new URL('../src/rows/kernels-wasm.ts', import.meta.url), 'utf8')
  expect(kernelsModule(await compileKernels('random', { memory: 'page' }))).toBe(committed)
})
