import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileKernels, kernelsModule } from '../scripts/compile-kernels.ts'

test('the kernels in src/ are what assembly/ compiles to, byte for byte: run `pnpm generate` after a change there', async () => {
  const committed = readFileSync(new URL('../src/simd/kernels-wasm.ts', import.meta.url), 'utf8')
  expect(kernelsModule(await compileKernels())).toBe(committed)
})
