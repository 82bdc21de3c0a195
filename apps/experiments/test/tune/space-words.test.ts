import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { spaceOf } from '../../src/tune/space-words.ts'

test('ranges, values and values that are lists', async () => {
  const space = await spaceOf([
    'update.maxKl=log:.001:.1',
    'estimator.gaeLambda=.9, .95,.97',
    'policy.hidden=32,32; 64,64',
    'sampler.lanes=int:12:24',
    'sampler.quota.perIteration=logint:240:2400',
    'estimator.discount=lin:0.9:0.99',
  ])
  expect(space).toEqual([
    { name: 'update.maxKl', scale: 'log', whole: false, low: 0.001, high: 0.1 },
    { name: 'estimator.gaeLambda', values: ['.9', '.95', '.97'] },
    { name: 'policy.hidden', values: ['32,32', '64,64'] },
    { name: 'sampler.lanes', scale: 'linear', whole: true, low: 12, high: 24 },
    { name: 'sampler.quota.perIteration', scale: 'log', whole: true, low: 240, high: 2400 },
    { name: 'estimator.discount', scale: 'linear', whole: false, low: 0.9, high: 0.99 },
  ])
})

test('a file declares the same', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trpo-space-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'space.json')
  const written = {
    'update.maxKl': 'log:0.001:0.1',
    'estimator.gaeLambda': [0.9, 0.95],
    'policy.hidden': [[32, 32], []],
  }
  await writeFile(path, JSON.stringify(written))
  expect(await spaceOf([path, 'estimator.discount=0.99'])).toEqual([
    { name: 'update.maxKl', scale: 'log', whole: false, low: 0.001, high: 0.1 },
    { name: 'estimator.gaeLambda', values: ['0.9', '0.95'] },
    { name: 'policy.hidden', values: ['[32,32]', '[]'] },
    { name: 'estimator.discount', values: ['0.99'] },
  ])
  await writeFile(path, '{"update.maxKl": 3}')
  await expect(spaceOf([path])).rejects.toThrow('update.maxKl is 3; expected a list of values, or a range')
  await writeFile(path, '[]')
  await expect(spaceOf([path])).rejects.toThrow('is no space')
})

test.each([
  [[], 'give what to search: --space key=values'],
  [['update.maxKl=ln:1:2'], 'expected values with commas between them, or a range such as log:0.001:0.1'],
  [['update.maxKl=log:1'], 'expected values with commas'],
  [['update.maxKl=log:1:'], 'expected values with commas'],
  [['update.maxKl=log:0:1'], 'a logarithmic range has to begin above 0'],
  [['update.maxKl=lin:2:1'], 'the range has to begin below its end'],
  [['sampler.lanes=int:1.5:3'], 'whole numbers'],
  [['maxKl=0.1,0.2'], 'a config has no field maxKl; is update.maxKl meant?'],
  [['update.what=0.1,0.2'], 'a config has no field update.what'],
  [['seed=1,2'], 'seed is no setting to search; use --seeds'],
  [['iterations=1,2'], 'use --iterations'],
  [['update.maxKl=0.1,0.1'], 'the value 0.1 is given twice'],
  [['update.maxKl=0.1', 'update.maxKl=0.2'], '--space gives update.maxKl twice'],
])('%j is refused', async (options, message) => {
  await expect(spaceOf(options)).rejects.toThrow(message)
})
