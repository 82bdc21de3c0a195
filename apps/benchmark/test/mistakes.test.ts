import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { main } from '../src/main.ts'

let said = ''
beforeEach(() => {
  said = ''
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      said += String(text)
      return true
    })
})
afterEach(() => {
  vi.restoreAllMocks()
})

test.each([
  ['an unknown command', ['stepp'], "unknown command 'stepp'"],
  ['an unknown option', ['stepping', '--rounds', '2'], "unknown option '--rounds'"],
  ['an option of another command', ['stepping', '--rows', '2000'], "unknown option '--rows'"],
  ['no repeats', ['update', '--repeats', '0'], 'Expected a whole number from 1'],
  ['half a repeat', ['update', '--repeats', '1.5'], 'Expected a whole number from 1'],
  ['no seconds', ['update', '--seconds', '0'], 'Expected a number of seconds above 0'],
  ['seconds in words', ['update', '--seconds', 'two'], 'Expected a number of seconds above 0'],
  [
    'an unknown network',
    ['update', '--network', 'reference,gpu'],
    "There is no network 'gpu'; expected one of reference",
  ],
  [
    'an unknown model',
    ['stepping', '--models', 'swimmer,ant'],
    "There is no model 'ant'; expected one of swimmer, hopper",
  ],
  ['one worker against one', ['scaling', '--workers', '1'], 'Expected a whole number from 2 to 12'],
  ['more workers than lane groups', ['scaling', '--workers', '13'], 'Expected a whole number from 2 to 12'],
  [
    'threads of peers that have as many as we have workers',
    ['scaling', '--threads', '2'],
    "unknown option '--threads'",
  ],
  ['fewer steps than lanes', ['sampling', '--steps', '10'], 'Expected a whole number from 64'],
  ['no Python for peers', ['peers'], 'no Python was given'],
  ['a Python that is none', ['peers', '--python', '/nowhere/python'], '--python /nowhere/python cannot be run'],
  ['a subject without peers', ['peers', '--only', 'sampling'], "There is no subject 'sampling'"],
  ['a folder that does not exist', ['all', '--json', '/nowhere/x.json'], '/nowhere/x.json cannot be written'],
  ['a page in a folder that does not exist', ['docs', '--out', '/nowhere/x.md'], '/nowhere/x.md cannot be written'],
  ['results that do not exist', ['compare', '/nowhere/a.json', '/nowhere/b.json'], '/nowhere/a.json cannot be read'],
  ['one result alone', ['compare', 'a.json'], "missing required argument 'b'"],
])('%s ends with exit code 2 and says why', async (_, words, message) => {
  expect(await main(words)).toBe(2)
  expect(said).toContain(message)
})

test.each([
  [],
  ['stepping'],
  ['sampling'],
  ['update'],
  ['iteration'],
  ['scaling'],
  ['all'],
  ['peers'],
  ['compare'],
  ['docs'],
])('help of %s', async (...words) => {
  expect(await main([...words, '--help'])).toBe(0)
  expect(said).toContain(`Usage: ${['bench', ...words].join(' ')}`)
  expect(said).toContain('Examples')
})
