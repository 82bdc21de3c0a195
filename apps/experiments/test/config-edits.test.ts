import { findPreset, presetConfig } from '@trpo/recipes'
import { configDigest, provenanceNow } from '@trpo/runs'
import { expect, test } from 'vitest'
import { configEdits } from '../src/commands/config-edits.ts'
import { createProgram } from '../src/program.ts'
import { trainWords } from '../src/run/config-of-words.ts'

test.each(['start', 'train'])('every option of `trpo %s` can be read back from the command of a run', (name) => {
  const command = createProgram([], () => {}).commands.find((one) => one.name() === name)
  const options = command?.options ?? []
  expect(options.length).toBeGreaterThan(3)
  for (const { long, required } of options) {
    const known = Object.entries(trainWords).find(([word]) => `--${word}` === long)?.[1]
    expect(known?.type, long).toBe(required ? 'string' : 'boolean')
  }
})

test.each([
  ['trpo train paper/cart-pole --seed 5', true],
  ['trpo train paper/cart-pole --workers 2 --seed 5 --out runs --name x --force --iterations 7', true],
  ["npx --yes pnpm@10 trpo train --set 'seed=5' paper/cart-pole", true],
  ['trpo train paper/cart-pole --seed 5 --unheard-of', false],
])('an edited field is named when the command gives the config of the beginning: %s', async (command, named) => {
  const then = presetConfig(findPreset('paper/cart-pole'), 5)
  const provenance = await provenanceNow({
    configDigest: configDigest(then),
    environmentDigest: null,
    command,
    version: '0',
    summary: '',
    measures: {},
  })
  expect(await configEdits({ config: then, raw: then, provenance })).toEqual([])
  const config = { ...then, update: { ...then.update, maxKl: 0.5 } }
  const [edit, ...more] = await configEdits({ config, raw: config, provenance })
  expect(more).toEqual([])
  expect(edit.field).toBe(named ? 'update.maxKl' : 'its digest (SHA-256)')
})
