import { findPreset, presetConfig, withModule } from '@trpo/recipes'
import { loadEnvironment, moduleDigest } from '@trpo/recipes/node'

/** Loads the environment file that it is given, and prints its specification and digest, or what went wrong. */
const [path] = process.argv.slice(2)
try {
  const { spec, sourceDigest } = await loadEnvironment(withModule(presetConfig(findPreset('modern/mlp'), 1), path), '/')
  say(JSON.stringify({ name: spec.name, same: sourceDigest === (await moduleDigest(path)) }))
} catch (error) {
  say(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
