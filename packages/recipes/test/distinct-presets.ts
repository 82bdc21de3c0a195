import type { Preset } from '../src/presets/preset.ts'
import { presets } from '../src/presets/registry.ts'

/** One preset of all that have the same environment and the same policy: they differ in how they learn. */
export const distinctPresets: readonly Preset[] = [
  ...new Map(
    presets.map((preset) => [JSON.stringify([preset.settings.environment, preset.settings.policy]), preset]),
  ).values(),
]
