import type { Body, Joint, PlanarModel, Softness, Vector2 } from './model.ts'

const modelKeys = [
  'name',
  'plane',
  'timestep',
  'integrator',
  'gravity',
  'fluid',
  'totalMass',
  'floor',
  'selfContact',
  'bodies',
  'motors',
]
const bodyKeys = ['name', 'parent', 'position', 'angle', 'joints', 'capsules']
const jointKeys = [
  'name',
  'type',
  'axis',
  'anchor',
  'reference',
  'range',
  'margin',
  'limit',
  'armature',
  'damping',
  'stiffness',
  'springReference',
]
const capsuleKeys = ['name', 'from', 'to', 'radius', 'density', 'friction', 'margin', 'contactDimension', 'contact']
const floorKeys = ['height', 'friction', 'margin', 'contactDimension', 'contact']
const motorKeys = ['joint', 'gear', 'range']
const softnessKeys = ['reference', 'impedance']

/** The greatest number of degrees of freedom; the code grows with its cube. */
const mostDofs = 24

/**
 * Checks a description. Throws an Error that names the place, what was given and what to do. An unknown field or an
 * unsupported combination is an error too: nothing of a model is ignored.
 */
export function validateModel(model: PlanarModel): void {
  const fail = (message: string): never => {
    throw new Error(`${typeof model?.name === 'string' ? model.name : 'model'}: ${message}`)
  }
  if (typeof model !== 'object' || model === null || !Array.isArray(model.bodies)) fail('bodies must be a list')
  const keys = (what: string, value: object, known: readonly string[]): void => {
    if (typeof value !== 'object' || value === null) fail(`${what} must be an object`)
    for (const key of Object.keys(value)) {
      if (!known.includes(key))
        fail(`${what} has '${key}', which planar physics does not support; remove it or use MuJoCo`)
    }
  }
  const number = (what: string, value: number | undefined, least = -Infinity, above = -Infinity): void => {
    if (value === undefined) return
    if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > 1e8)
      fail(`${what} is ${value}, expected a number up to 1e8`)
    if (value < least) fail(`${what} is ${value}, expected at least ${least}`)
    if (value <= above) fail(`${what} is ${value}, expected more than ${above}`)
  }
  const numbers = (what: string, value: readonly number[] | undefined, length: number): void => {
    if (value === undefined) return
    if (!Array.isArray(value) || value.length !== length) fail(`${what} must be ${length} numbers`)
    for (const entry of value) {
      if (entry === undefined) fail(`${what} must be ${length} numbers`)
      number(what, entry)
    }
  }
  const range = (what: string, value: readonly number[] | undefined, gap: number): void => {
    numbers(what, value, 2)
    if (value && !((value[1] ?? 0) - (value[0] ?? 0) > gap)) {
      fail(`${what} is ${value.join(' to ')}; the upper end must be more than ${gap} above the lower`)
    }
  }
  const softness = (what: string, value: Softness | undefined): void => {
    if (value === undefined) return
    keys(what, value, softnessKeys)
    numbers(`${what}.reference`, value.reference, 2)
    numbers(`${what}.impedance`, value.impedance, 5)
    for (const entry of value.reference ?? []) {
      if (!(entry > 0)) fail(`${what}.reference must be positive (MuJoCo's direct format is not supported)`)
    }
    const power = value.impedance?.[4]
    if (power !== undefined && !(Number.isInteger(power) && power >= 1 && power <= 8)) {
      fail(`${what}.impedance has power ${power}; powers are supported from 1 to 8, whole`)
    }
  }
  const vector = (what: string, value: Vector2 | undefined): void => numbers(what, value, 2)

  keys('the model', model, modelKeys)
  if (model.plane !== 'xz' && model.plane !== 'xy') fail(`plane is ${model.plane}, expected xz or xy`)
  if (model.integrator !== 'rk4' && model.integrator !== 'euler') {
    fail(`integrator is ${model.integrator}; rk4 and euler are supported, for others use MuJoCo`)
  }
  number('timestep', model.timestep, -Infinity, 0)
  if (model.timestep === undefined) fail('timestep is missing')
  vector('gravity', model.gravity)
  number('totalMass', model.totalMass, -Infinity, 0)
  if (model.fluid) {
    keys('fluid', model.fluid, ['density', 'viscosity'])
    number('fluid.density', model.fluid.density, 0)
    number('fluid.viscosity', model.fluid.viscosity, 0)
  }
  const contactFields = (
    what: string,
    value: { friction?: number; margin?: number; contactDimension?: number; contact?: Softness },
  ): void => {
    number(`${what}.friction`, value.friction, 0)
    number(`${what}.margin`, value.margin, 0)
    if (value.contactDimension !== undefined && value.contactDimension !== 1 && value.contactDimension !== 3) {
      fail(`${what}.contactDimension is ${value.contactDimension}; 1 and 3 are supported, for others use MuJoCo`)
    }
    softness(`${what}.contact`, value.contact)
  }
  if (model.floor) {
    if (model.plane !== 'xz') fail('a floor needs the plane xz')
    keys('floor', model.floor, floorKeys)
    number('floor.height', model.floor.height)
    contactFields('floor', model.floor)
  }

  const checkJoint = (joint: Joint, body: Body): void => {
    const what = `joint ${joint.name}`
    keys(what, joint, jointKeys)
    if (joint.type !== 'slide' && joint.type !== 'hinge')
      fail(`${what} has type ${joint.type}; slide and hinge are supported, for others use MuJoCo`)
    if (joint.type === 'hinge') {
      if (joint.axis !== 1 && joint.axis !== -1)
        fail(`${what} is a hinge; its axis must be 1 or -1, about the plane's normal`)
    } else {
      if (typeof joint.axis === 'number' || !Array.isArray(joint.axis))
        fail(`${what} is a slide; its axis must be a direction in the plane`)
      else {
        vector(`${what}.axis`, [joint.axis[0], joint.axis[1]])
        const length = joint.axis[0] * joint.axis[0] + joint.axis[1] * joint.axis[1]
        if (!(Math.abs(length - 1) < 1e-12)) fail(`${what}.axis has length ${Math.sqrt(length)}, expected 1`)
      }
      if (body.parent !== undefined)
        fail(`${what} is a slide on body ${body.name}, which is not a root: not supported; use MuJoCo`)
      if (joint.anchor !== undefined) fail(`${what} is a slide and has an anchor, which would mean nothing`)
    }
    vector(`${what}.anchor`, joint.anchor)
    number(`${what}.reference`, joint.reference)
    number(`${what}.margin`, joint.margin, 0)
    range(`${what}.range`, joint.range, 2 * (joint.margin ?? 0))
    softness(`${what}.limit`, joint.limit)
    number(`${what}.armature`, joint.armature, 0)
    number(`${what}.damping`, joint.damping, 0)
    number(`${what}.stiffness`, joint.stiffness, 0)
    number(`${what}.springReference`, joint.springReference)
  }

  const bodies = new Set<string>()
  const joints = new Set<string>()
  for (const body of model.bodies) {
    keys('a body', body, bodyKeys)
    const what = `body ${body.name}`
    if (typeof body.name !== 'string' || bodies.has(body.name)) fail(`${what} needs a name of its own`)
    if (body.parent !== undefined && !bodies.has(body.parent))
      fail(`${what} hangs on ${body.parent}, which is not a body before it`)
    bodies.add(body.name)
    vector(`${what}.position`, body.position)
    number(`${what}.angle`, body.angle)
    let hinges = 0
    for (const joint of body.joints ?? []) {
      checkJoint(joint, body)
      if (typeof joint.name !== 'string' || joints.has(joint.name)) fail(`joint ${joint.name} needs a name of its own`)
      joints.add(joint.name)
      if (joint.type === 'slide' && hinges > 0)
        fail(`${what} has a slide behind a hinge: not supported; put slides first or use MuJoCo`)
      if (joint.type === 'hinge') hinges++
    }
    if (hinges > 1) fail(`${what} has ${hinges} hinges: only one is supported; put a body between them`)
    for (const capsule of body.capsules ?? []) {
      keys(`a capsule of ${body.name}`, capsule, capsuleKeys)
      if (capsule.from === undefined || capsule.to === undefined || capsule.radius === undefined) {
        fail(`a capsule of ${body.name} needs from, to and radius`)
      }
      vector(`${what}: capsule from`, capsule.from)
      vector(`${what}: capsule to`, capsule.to)
      number(`${what}: capsule radius`, capsule.radius, -Infinity, 0)
      number(`${what}: capsule density`, capsule.density, 0)
      contactFields(`${what}: capsule`, capsule)
    }
  }
  if (joints.size === 0) fail('there is no joint, so nothing moves')
  if (joints.size > mostDofs) fail(`${joints.size} joints are more than the ${mostDofs} supported; use MuJoCo`)
  const driven = new Set<string>()
  for (const motor of model.motors ?? []) {
    keys('a motor', motor, motorKeys)
    if (!joints.has(motor.joint)) fail(`a motor drives ${motor.joint}, which is no joint of the model`)
    driven.add(motor.joint)
    number(`motor ${motor.joint}: gear`, motor.gear)
    range(`motor ${motor.joint}: range`, motor.range, 0)
  }
}
