import { listed } from '@trpo/math/messages'
import { nearest } from '../nearest.ts'
import { configFields, type Field, fieldAt } from './fields.ts'
import { valueAt } from './paths.ts'

/**
 * `unknown option update.maxKL; did you mean update.maxKl?`; or, for a field that has no place in this config, where it
 * belongs.
 */
export function unknownField(path: string, config: unknown): string {
  const known = fieldAt(path)
  if (known?.only !== undefined) return misplaced(known, config)
  const inner = configFields.filter((field) => field.path.startsWith(`${path}.`)).map((field) => field.path)
  if (inner.length > 0) return `${path} is a group of options; give one of ${listed(inner)}`
  const all = configFields.map((field) => field.path)
  const near = nearest(path, all)
  if (near !== undefined) return `unknown option ${path}; did you mean ${near}?`
  return `unknown option ${path}; ${groupOf(path, all)}; \`trpo list <preset>\` shows all options of a preset`
}

/** `update has maxKl, damping`, for the innermost group of the path that exists, or `the config has ...` where none does. */
function groupOf(path: string, all: readonly string[]): string {
  const parts = path.split('.').slice(0, -1)
  for (let depth = parts.length; depth > 0; depth--) {
    const group = parts.slice(0, depth).join('.')
    const names = namesBelow(`${group}.`, all)
    if (names.length > 0) return `${group} has ${listed(names)}`
  }
  return `the config has ${listed(namesBelow('', all))}`
}

function namesBelow(prefix: string, all: readonly string[]): readonly string[] {
  return [
    ...new Set(all.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length).split('.')[0])),
  ]
}

function misplaced({ path, only }: Field, config: unknown): string {
  if (only === undefined) return ''
  const now = valueAt(config, only.path.split('.'))
  return `${path} has an effect only where ${only.path} is ${only.values.map((value) => JSON.stringify(value)).join(' or ')}, and it is ${JSON.stringify(now)}; change that, or leave ${path} out`
}
