// Writes the modules of compiled kernels in src/simd. Run by `pnpm generate` after a change in assembly/.
import { writeFileSync } from 'node:fs'
import { modules, moduleText } from './compile-kernels.ts'

for (const module of modules) {
  writeFileSync(new URL(`../src/simd/${module.file}`, import.meta.url), await moduleText(module))
}
