// Writes src/simd/kernels-wasm.ts. Run by `pnpm generate` after a change in assembly/.
import { writeFileSync } from 'node:fs'
import { compileKernels, kernelsModule } from './compile-kernels.ts'

writeFileSync(new URL('../src/simd/kernels-wasm.ts', import.meta.url), kernelsModule(await compileKernels()))
