export { atariLanes, atariSettings } from './atari/atari-lanes.ts'
export type { AtariBackend, AtariRequest } from './atari/backend.ts'
export { FACTORED_ACTIONS, factoredActionLanes, joystickOf } from './atari/factored-actions.ts'
export { ATARI_GAMES, type AtariSettings, paperAtari } from './atari/games.ts'
