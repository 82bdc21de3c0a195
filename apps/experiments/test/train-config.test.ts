import { findPreset, presetConfig } from '@trpo/recipes'
import { expect, test } from 'vitest'
import { trainConfig } from '../src/run/train-config.ts'

test.each([{ preset: 'atari:pong' }, { env: 'atari:pong' }])(
  '%o is the preset of the game by single path',
  async (words) => {
    const config = await trainConfig({ ...words, seed: 3, set: ['update.maxKl=0.02'] })
    const { update, ...preset } = presetConfig(findPreset('atari/pong/single-path'), 3)
    expect(config).toEqual({ ...preset, update: { ...update, maxKl: 0.02 } })
  },
)

test.each([
  [{ preset: 'atari:' }, /atari: names no game; give one of atari:beam_rider, .*atari:space_invaders/],
  [{ preset: 'atari:ms_pacman' }, 'trpo train atari/pong/single-path --set environment.name=ms_pacman'],
  [{ env: 'atari:Pong' }, /no preset for atari:Pong, only for beam_rider, .*pong/],
  [
    { preset: 'modern/mlp', env: 'atari:pong' },
    /preset modern\/mlp.*give atari\/pong\/single-path or atari\/pong\/vine/,
  ],
  [{ config: 'some.json', env: 'atari:pong' }, /--config some.json.*give atari\/pong\/single-path/],
  [{ preset: 'atari:pong', env: 'gym:CartPole-v1' }, 'two environments (atari:pong and --env gym:CartPole-v1)'],
])('%o is refused with the preset to take', async (words, message) => {
  await expect(trainConfig({ ...words, set: [] })).rejects.toThrow(message)
})
