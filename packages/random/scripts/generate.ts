// Writes src/rows/kernels-wasm.ts. Run by `pnpm generate` after a change in assembly/, here or in @trpo/math.
import { writeFileSync } from 'node:fs'
import { compileKernels } from '../../../scripts/compile-kernels.ts'
import { kernelsModule } from '../../../scripts/kernels-module.ts'

const binary = await compileKernels('random', { memory: 'page' })
writeFileSync(new URL('../src/rows/kernels-wasm.ts', import.meta.url), kernelsModule(binary))
