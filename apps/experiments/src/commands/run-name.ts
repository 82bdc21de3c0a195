import { InputError } from '../errors.ts'

/** The name of a run, as it may stand in a path. Throws an InputError when it may not. */
export function runName(name: string): string {
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name))
    throw new InputError(`--name ${name}: a run's name has letters, digits, "-", "_" and "." only, such as swim-2`)
  return name
}
