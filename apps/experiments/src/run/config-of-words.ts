import { parseArgs } from 'node:util'
import { type Config, paperSwimmer, presetConfig } from '@trpo/recipes'
import { trainConfig } from './train-config.ts'

const text = { type: 'string' } as const

/** The options of `start` and `train`, those that a config does not depend on among them: one that is not here makes a command unreadable. */
export const trainWords = {
  env: text,
  config: text,
  seed: text,
  iterations: text,
  set: { type: 'string', multiple: true },
  name: text,
  out: text,
  force: { type: 'boolean' },
  workers: text,
  tensorboard: { type: 'boolean' },
  csv: { type: 'boolean' },
} as const

/**
 * The config that the words of a `train` or `start` command ask for today. A preset or a file may have changed since the run
 * began. Throws what the command would, and a TypeError for options that it does not have.
 *
 * @param words from the name of the command on
 * @param startedIn the folder that paths are meant from
 */
export async function configOfWords(words: readonly string[], startedIn: string): Promise<Config> {
  const { values, positionals } = parseArgs({ args: words.slice(1), options: trainWords, allowPositionals: true })
  if (words[0] === 'start') return presetConfig(paperSwimmer, Number(values.seed ?? 1))
  return trainConfig(
    {
      preset: positionals[0],
      env: values.env,
      config: values.config,
      seed: values.seed === undefined ? undefined : Number(values.seed),
      iterations: values.iterations === undefined ? undefined : Number(values.iterations),
      set: values.set ?? [],
    },
    startedIn,
  )
}
