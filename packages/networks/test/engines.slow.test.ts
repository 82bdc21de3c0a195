import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runOnNode } from '../../../test/other-node.ts'
import { digest } from './digest.ts'

test('Node 22 computes the same bits', () => {
  const script = "const { digest } = await import('./test/digest.ts'); console.log(digest())"
  expect(runOnNode('22.22.0', script, fileURLToPath(new URL('..', import.meta.url))).trim()).toBe(digest())
})
