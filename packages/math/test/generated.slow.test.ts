import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compileKernels } from '../../../scripts/compile-kernels.ts'
import { kernelsModule } from '../../../scripts/kernels-module.ts'
import { kernelTables } from '../scripts/kernel-tables.ts'

const committed = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

it.each([...kernelTables()])(
  'assembly/tables/%s holds the numbers of src/: run `pnpm generate` after a change there',
  (file, text) => {
    expect(committed(`assembly/tables/${file}`)).toBe(text)
  },
)

it('the kernels in src/ are what assembly/ compiles to, byte for byte: run `pnpm generate` after a change there', async () => {
  expect(kernelsModule(await compileKernels('math', { memory: 'page' }))).toBe(committed('src/arrays/kernels-wasm.ts'))
})
