import { show } from '@trpo/math/messages'
import type { EnvironmentSpec } from './environment.ts'
import { spaceFault } from './space-fault.ts'
import { type Space, spaceSize } from './spaces.ts'

/** A choice among more than this has too long a one-hot vector to be shown to a policy. */
const MAX_ONE_HOT = 65_536

/**
 * What is wrong with the specification of an environment, in one line that names the field, or undefined: its name, both spaces
 * and its time limit are checked. Anything may be given.
 */
export function specFault(spec: unknown): string | undefined {
  if (typeof spec !== 'object' || spec === null)
    return `spec is ${show(spec)}; expected { name, observationSpace, actionSpace, timeLimit?, info? }`
  const {
    name,
    observationSpace,
    actionSpace,
    timeLimit,
    info,
    frameStack,
  }: Readonly<Partial<Record<keyof EnvironmentSpec, unknown>>> = spec
  if (typeof name !== 'string' || name === '') return `spec.name is ${show(name)}; expected a name`
  const fault =
    spaceFault(observationSpace, 'spec.observationSpace') ??
    spaceFault(actionSpace, 'spec.actionSpace') ??
    oneHotFault(observationSpace as Space) ??
    actionTypeFault(actionSpace as Space)
  if (fault !== undefined) return fault
  if (timeLimit !== undefined && !(typeof timeLimit === 'number' && Number.isInteger(timeLimit) && timeLimit >= 1))
    return `spec.timeLimit is ${show(timeLimit)}; expected a whole number of steps of at least 1, or none at all`
  const stackFault = frameStack === undefined ? undefined : frameStackFault(frameStack, observationSpace as Space)
  return stackFault ?? (info === undefined ? undefined : infoFault(info))
}

/** What is wrong with the number of frames that an observation is said to be a stack of. */
function frameStackFault(frames: unknown, space: Space): string | undefined {
  const [first] = space.kind === 'box' ? (space.shape ?? [spaceSize(space)]) : [0]
  if (typeof frames === 'number' && Number.isInteger(frames) && frames >= 1 && first > 0 && first % frames === 0)
    return undefined
  return `spec.frameStack is ${show(frames)}; expected a whole number that divides the first dimension of the observations, ${space.kind === 'box' ? `which is ${first}` : 'which are choices and have none'}`
}

/** What is wrong with the declaration of the numbers that steps report. Their names stand in records and in columns of tables. */
function infoFault(info: unknown): string | undefined {
  for (const [name, value] of Object.entries(Object(info))) {
    const { description, over = 'step', ...texts }: Readonly<Record<string, unknown>> = Object(value)
    const isText = [description, ...Object.values(texts)].every((text) => typeof text === 'string' && text !== '')
    if (!/^[A-Za-z_]\w*$/.test(name) || !isText || !(over === 'step' || over === 'episode'))
      return `spec.info[${show(name)}] is ${show(value)}; expected a word, and { description, title?, unit?, chart?, over?: 'step' or 'episode' }`
  }
  return undefined
}

function oneHotFault(space: Space): string | undefined {
  if (space.kind === 'box') return undefined
  const total = space.kind === 'discrete' ? space.n : space.n.reduce((sum, n) => sum + n, 0)
  if (total <= MAX_ONE_HOT) return undefined
  return `spec.observationSpace.n is ${show(space.n)}; a policy sees each choice as an entry of its own, ${MAX_ONE_HOT} at most: write such observations as a box of numbers`
}

function actionTypeFault(space: Space): string | undefined {
  if (space.kind !== 'box' || space.type === undefined || space.type === 'f64') return undefined
  return `spec.actionSpace.type is ${show(space.type)}; actions are always f64, so leave it out`
}
