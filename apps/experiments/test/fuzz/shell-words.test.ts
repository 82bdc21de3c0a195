import { shellLine, shellWords } from '@trpo/runs'
import fc from 'fast-check'
import { expect, test } from 'vitest'

test('a command line is read back as the words it was made of', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ minLength: 1 }).filter((word) => word.trim() !== ''),
        { maxLength: 5 },
      ),
      (words) => {
        expect(shellWords(shellLine(words))).toEqual(words)
      },
    ),
  )
})
