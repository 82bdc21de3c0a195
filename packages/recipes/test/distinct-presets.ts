import type { Preset } from '../src/presets/preset.ts'
import { presets } from '../src/presets/registry.ts'

/**
 * One preset of all that have the same environment and the same policy: they differ in how they learn. Those of Atari, which need
 * Python, are left out.
 */
export const distinctPresets: readonly Preset[] = [
  ...new Map(
    presets
      .filter(({ settings }) => settings.environment.from === 'registry')
      .map((preset) => [JSON.stringify([preset.settings.environment, preset.settings.policy]), preset]),
  ).values(),
]
