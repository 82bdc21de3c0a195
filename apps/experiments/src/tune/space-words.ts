import { configFields, fieldAt } from '@trpo/recipes'
import { readJson, type SpaceAxis } from '@trpo/runs'
import { InputError } from '../errors.ts'

/** What a range is written like, for messages. */
const RANGES = 'log:0.001:0.1, lin:0:1, int:1:10 or logint:16:256'

/** How a range is drawn from, by the word that it begins with. */
const SCALES = {
  lin: { scale: 'linear', whole: false },
  log: { scale: 'log', whole: false },
  int: { scale: 'linear', whole: true },
  logint: { scale: 'log', whole: true },
} as const

/**
 * The space that `--space` options declare: `update.maxKl=log:0.001:0.1` is a range, `estimator.gaeLambda=0.9,0.95,0.97` three
 * values, and `policy.hidden=32,32;64,64` two values of a field that is a list. An option without `=` is a JSON file of an
 * object with such texts, or lists of values. Throws an InputError that names the option.
 */
export async function spaceOf(options: readonly string[]): Promise<SpaceAxis[]> {
  const axes: SpaceAxis[] = []
  for (const option of options) {
    const equals = option.indexOf('=')
    if (equals < 0) axes.push(...(await spaceOfFile(option)))
    else axes.push(axisOf(option.slice(0, equals).trim(), option.slice(equals + 1).trim(), `--space ${option}`))
  }
  if (axes.length === 0)
    throw new InputError('give what to search: --space key=values, such as --space update.maxKl=log:0.001:0.1')
  const twice = axes.find(({ name }, index) => axes.findIndex((other) => other.name === name) < index)
  if (twice !== undefined) throw new InputError(`--space gives ${twice.name} twice; give all of its values at once`)
  return axes
}

async function spaceOfFile(path: string): Promise<SpaceAxis[]> {
  const value = await readJson(path)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InputError(`${path} is no space: expected an object such as {"update.maxKl": "log:0.001:0.1"}`)
  return Object.entries(value).map(([name, given]: [string, unknown]) => {
    const where = `${path}, ${name}`
    if (typeof given === 'string') return axisOf(name, given, where)
    if (!Array.isArray(given) || given.length === 0)
      throw new InputError(
        `${where} is ${JSON.stringify(given)}; expected a list of values, or a range such as ${RANGES}`,
      )
    return choice(
      name,
      given.map((one: unknown) => (typeof one === 'string' ? one : JSON.stringify(one))),
      where,
    )
  })
}

function axisOf(name: string, text: string, where: string): SpaceAxis {
  const [word, ...ends] = text.split(':')
  if (ends.length > 0) return rangeOf(name, word, ends, where)
  const isList = fieldAt(name)?.schema.type === 'array'
  return choice(
    name,
    text.split(isList || text.includes(';') ? ';' : ',').map((value) => value.trim()),
    where,
  )
}

function rangeOf(name: string, word: string, ends: readonly string[], where: string): SpaceAxis {
  const [low, high] = ends.map((end) => (end.trim() === '' ? Number.NaN : Number(end)))
  if (!Object.hasOwn(SCALES, word) || ends.length !== 2 || !Number.isFinite(low) || !Number.isFinite(high))
    throw new InputError(`${where}: expected values with commas between them, or a range such as ${RANGES}`)
  assertField(name, where)
  const { scale, whole } = SCALES[word as keyof typeof SCALES]
  if (low >= high) throw new InputError(`${where}: the range has to begin below its end`)
  if (scale === 'log' && low <= 0)
    throw new InputError(`${where}: a logarithmic range has to begin above 0; lin and int ranges need not`)
  if (whole && !(Number.isSafeInteger(low) && Number.isSafeInteger(high)))
    throw new InputError(`${where}: a range of whole numbers has to begin and end with one`)
  return { name, scale, whole, low, high }
}

function choice(name: string, values: readonly string[], where: string): SpaceAxis {
  assertField(name, where)
  const twice = values.find((value, index) => values.indexOf(value) !== index)
  if (twice !== undefined) throw new InputError(`${where}: the value ${twice} is given twice`)
  return { name, values }
}

/** Throws an InputError for what a search cannot vary, so that a mistake is not found only at the first candidate. */
function assertField(name: string, where: string): void {
  if (name === 'seed' || name === 'iterations')
    throw new InputError(`${where}: ${name} is no setting to search; use --${name === 'seed' ? 'seeds' : name}`)
  if (fieldAt(name) !== undefined) return
  const last = name.slice(name.lastIndexOf('.') + 1)
  const like = configFields.filter(({ path }) => path.endsWith(`.${last}`)).map(({ path }) => path)
  throw new InputError(
    `${where}: a config has no field ${name}; ${like.length > 0 ? `is ${like.slice(0, 3).join(' or ')} meant?` : '`trpo list <preset>` shows those that it has'}`,
  )
}
