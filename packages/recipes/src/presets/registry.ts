import { ConfigError } from '../errors.ts'
import { suggestion } from '../nearest.ts'
import { atari } from './atari.ts'
import { catchPresets } from './catch.ts'
import { fastRobots } from './fast-robots.ts'
import { gymnasiumRobots } from './gymnasium-robots.ts'
import { modernCartPole } from './modern-cart-pole.ts'
import { modernCritic } from './modern-critic.ts'
import { modernMlp } from './modern-mlp.ts'
import { modernRobots } from './modern-robots.ts'
import { modernSwimmer } from './modern-swimmer.ts'
import { paperAblations } from './paper-ablations.ts'
import { paperCartPole } from './paper-cart-pole.ts'
import { paperHopper } from './paper-hopper.ts'
import { paperSwimmer } from './paper-swimmer.ts'
import { paperSwimmerCritic } from './paper-swimmer-critic.ts'
import { paperWalker } from './paper-walker.ts'
import type { Preset } from './preset.ts'
import { searchPresets } from './search-presets.ts'

/** The presets. A new one is a file of its own and a line here; a robot of Gymnasium's is a line in gymnasium-robots.ts and in modern-robots.ts. */
export const presets: readonly Preset[] = [
  paperSwimmer,
  paperHopper,
  paperWalker,
  paperCartPole,
  paperSwimmerCritic,
  ...paperAblations,
  ...searchPresets,
  ...gymnasiumRobots,
  ...fastRobots,
  modernCartPole,
  modernSwimmer,
  ...modernRobots,
  ...catchPresets,
  ...atari,
  modernMlp,
  modernCritic,
]

/** The preset of that name. Throws a ConfigError that names the nearest one. */
export function findPreset(name: string): Preset {
  const preset = presets.find((candidate) => candidate.name === name)
  if (preset === undefined)
    throw new ConfigError(
      `unknown preset ${name}${suggestion(
        name,
        presets.map((candidate) => candidate.name),
      )}`,
    )
  return preset
}
