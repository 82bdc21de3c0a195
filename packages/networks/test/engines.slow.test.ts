import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { digest } from './digest.ts'

// Another V8 with another compiler. The npm package `node` brings the executable.
test('Node 22 computes the same bits', () => {
  const script = "import('./test/digest.ts').then(({ digest }) => console.log(process.version, digest()))"
  const output = execFileSync(
    'npx',
    ['--yes', 'node@22.22.0', '--conditions=@trpo/source', '--experimental-strip-types', '--no-warnings', '-e', script],
    { cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8' },
  )
  expect(output.trim()).toBe(`v22.22.0 ${digest()}`)
})
