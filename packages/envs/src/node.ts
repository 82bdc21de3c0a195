/// <reference types="node" />
export { type AleOptions, type AtariSource, aleBackend, atariSource } from './node/ale.ts'
export {
  type GymnasiumOptions,
  type GymnasiumSource,
  gymnasiumEnvironment,
  gymnasiumLanes,
  gymnasiumSource,
} from './node/gymnasium.ts'
export type { OnRestart } from './node/lanes/python-lanes.ts'
export { findPython, pythonFolder, type Variables } from './node/python/find-python.ts'
export { PythonError, type PythonFault } from './node/python/python-error.ts'
export type { PythonLimits, PythonVersions } from './node/python/python-host.ts'
export { type CheckedPython, checkPython } from './node/setup/check-python.ts'
export type { PythonContents } from './node/setup/contents.ts'
export { type SetUpOptions, type SetUpPython, setUpPython } from './node/setup/set-up-python.ts'
