// Writes assembly/tables/ and src/arrays/kernels-wasm.ts. Run by `pnpm generate` after a change in src/ or assembly/.
import { writeFileSync } from 'node:fs'
import { compileKernels } from '../../../scripts/compile-kernels.ts'
import { kernelsModule } from '../../../scripts/kernels-module.ts'
import { kernelTables } from './kernel-tables.ts'

for (const [file, text] of kernelTables()) writeFileSync(new URL(`../assembly/tables/${file}`, import.meta.url), text)
const binary = await compileKernels('math', { memory: 'page' })
writeFileSync(new URL('../src/arrays/kernels-wasm.ts', import.meta.url), kernelsModule(binary))
