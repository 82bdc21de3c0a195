// Writes dist/bundle/policies.js, what src/bundle.ts exports as one file that imports nothing. Run by `pnpm build`, after tsc.
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

await build({
  configFile: false,
  logLevel: 'warn',
  root: at('.'),
  build: {
    outDir: at('dist/bundle'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: {
      input: at('dist/bundle.js'),
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: 'policies.js' },
    },
  },
})
