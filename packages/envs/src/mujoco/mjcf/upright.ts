import { type Attribute, element } from './xml.ts'

type Attributes = Readonly<Record<string, Attribute>>

/** Where the parts of hopper and walker lie while they stand at x = 0, in m above the floor. */
const TORSO = { top: 1.45, hip: 1.05 }
const KNEE = 0.6
const ANKLE = 0.1
/** Heights of the body frames: in the middle of torso and shin, at the hip for the thigh, on the floor for the foot. */
const TORSO_FRAME = (TORSO.top + TORSO.hip) / 2
const SHIN_FRAME = (KNEE + ANKLE) / 2
const FOOT_FRAME = 0

const THICK = 0.05
const SHIN_RADIUS = 0.04
const FOOT_RADIUS = 0.06

/** Hinges bend forward for negative angles, in degrees. */
const BEND = [-150, 0]
const ANKLE_RANGE = [-45, 45]
/** A quarter turn around -y: capsules point along z, and feet along x, the heel where a shin has its top. */
const LYING = [Math.SQRT1_2, 0, -Math.SQRT1_2, 0]

/** What differs between the two robots. */
export interface UprightParts {
  /** Attributes of every driven joint. */
  readonly joint: Attributes
  /** Attributes of every part's surface. */
  readonly surface: Attributes
  /** Sliding friction of torso and legs, and of feet. */
  readonly friction: number
  readonly footFriction: number
  /** The foot's frame, heel and toe along x, in m. */
  readonly foot: { readonly frame: number; readonly heel: number; readonly toe: number }
}

function upright(
  name: string,
  top: number,
  bottom: number,
  frame: number,
  radius: number,
  surface: Attributes,
): string {
  const size = [radius, (top - bottom) / 2]
  return element('geom', { name, type: 'capsule', pos: [0, 0, (top + bottom) / 2 - frame], size, ...surface })
}

function hinge(name: string, pos: readonly number[], range: readonly number[], joint: Attributes): string {
  return element('joint', { name, type: 'hinge', axis: [0, -1, 0], pos, range, limited: 'true', ...joint })
}

/** Thigh, shin and foot, hanging from the torso's lower end. `suffix` tells legs apart. */
export function leg(parts: UprightParts, suffix = ''): string {
  const { joint, foot } = parts
  const surface = { ...parts.surface, friction: parts.friction }
  const footBody = element(
    'body',
    { name: `foot${suffix}`, pos: [foot.frame, 0, FOOT_FRAME - SHIN_FRAME] },
    hinge(`ankle${suffix}`, [-foot.frame, 0, ANKLE - FOOT_FRAME], ANKLE_RANGE, joint),
    element('geom', {
      name: `foot${suffix}`,
      type: 'capsule',
      pos: [(foot.heel + foot.toe) / 2 - foot.frame, 0, ANKLE - FOOT_FRAME],
      quat: LYING,
      size: [FOOT_RADIUS, (foot.toe - foot.heel) / 2],
      ...parts.surface,
      friction: parts.footFriction,
    }),
  )
  const shin = element(
    'body',
    { name: `shin${suffix}`, pos: [0, 0, SHIN_FRAME - TORSO.hip] },
    hinge(`knee${suffix}`, [0, 0, KNEE - SHIN_FRAME], BEND, joint),
    upright(`shin${suffix}`, KNEE, ANKLE, SHIN_FRAME, SHIN_RADIUS, surface),
    footBody,
  )
  return element(
    'body',
    { name: `thigh${suffix}`, pos: [0, 0, TORSO.hip - TORSO_FRAME] },
    hinge(`hip${suffix}`, [0, 0, 0], BEND, joint),
    upright(`thigh${suffix}`, TORSO.hip, KNEE, TORSO.hip, THICK, surface),
    shin,
  )
}

/** The torso, free in the plane x z; z is the height of its middle. */
export function torso(parts: UprightParts, ...legs: string[]): string {
  const ground = [0, 0, -TORSO_FRAME]
  return element(
    'body',
    { name: 'torso', pos: [0, 0, TORSO_FRAME] },
    element('joint', { name: 'x', type: 'slide', axis: [1, 0, 0], pos: ground }),
    element('joint', { name: 'z', type: 'slide', axis: [0, 0, 1], pos: ground, ref: TORSO_FRAME }),
    element('joint', { name: 'pitch', type: 'hinge', axis: [0, 1, 0] }),
    upright('torso', TORSO.top, TORSO.hip, TORSO_FRAME, THICK, { ...parts.surface, friction: parts.friction }),
    ...legs,
  )
}

/** The motors of a leg, from the hip down. */
export function legMotors(gear: number, suffix = ''): string[] {
  return ['hip', 'knee', 'ankle'].map((joint) =>
    element('motor', { joint: `${joint}${suffix}`, gear, ctrllimited: 'true', ctrlrange: [-1, 1] }),
  )
}
