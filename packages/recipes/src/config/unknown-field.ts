import { suggestion } from '../nearest.ts'
import { configFields, type Field, fieldAt } from './fields.ts'
import { valueAt } from './paths.ts'

/** `unknown option update.maxKL; did you mean update.maxKl?`, or where a field belongs that has no place in this config. */
export function unknownField(path: string, config: unknown): string {
  const known = fieldAt(path)
  if (known?.only !== undefined) return misplaced(known, config)
  const inner = configFields.filter((field) => field.path.startsWith(`${path}.`)).map((field) => field.path)
  if (inner.length > 0) return `${path} is a group of options; give one of ${inner.join(', ')}`
  return `unknown option ${path}${suggestion(
    path,
    configFields.map((field) => field.path),
  )}`
}

function misplaced({ path, only }: Field, config: unknown): string {
  if (only === undefined) return ''
  const now = valueAt(config, only.path.split('.'))
  return `${path} has an effect only where ${only.path} is ${only.values.map((value) => JSON.stringify(value)).join(' or ')}, and it is ${JSON.stringify(now)}; change that, or leave ${path} out`
}
