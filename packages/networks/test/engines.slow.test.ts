import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runOnNode } from '../../../test/other-node.ts'
import { digest } from './digest.ts'
import { fitDigest } from './fit-digest.ts'

test('Node 22 computes the same bits', () => {
  const script = `
    const { digest } = await import('./test/digest.ts')
    const { fitDigest } = await import('./test/fit-digest.ts')
    console.log(digest(), fitDigest())`
  expect(runOnNode('22.22.0', script, fileURLToPath(new URL('..', import.meta.url))).trim()).toBe(
    `${digest()} ${fitDigest()}`,
  )
})
