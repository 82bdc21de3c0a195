import { relative } from 'node:path'

/** A path as the user would write it: relative to this folder when it lies in it. */
export function displayPath(path: string): string {
  const shown = relative(process.cwd(), path)
  return shown === '' ? '.' : shown.startsWith('..') ? path : shown
}
