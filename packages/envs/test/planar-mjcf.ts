import type { Body, Capsule, Joint, PlanarModel, Softness, Vector2 } from '@trpo/physics'
import { type Attribute, element } from '../src/mujoco/mjcf/xml.ts'

type Attributes = Record<string, Attribute>

/** The same robot in MuJoCo's format: what a planar description means, written down a second time. */
export function planarMjcf(model: PlanarModel, options: Attributes = {}): string {
  const { plane, floor, fluid } = model
  const inSpace = ([x, y]: Vector2): number[] => (plane === 'xz' ? [x, 0, y] : [x, y, 0])
  const normal = plane === 'xz' ? [0, 1, 0] : [0, 0, 1]
  const along = (factor: number): number[] => normal.map((entry) => factor * entry)

  const jointElement = (joint: Joint): string => {
    const axis = typeof joint.axis === 'number' ? along(joint.axis) : inSpace(joint.axis)
    return element('joint', {
      name: joint.name,
      type: joint.type,
      axis,
      ...(joint.anchor && { pos: inSpace(joint.anchor) }),
      ref: joint.reference ?? 0,
      limited: joint.range ? 'true' : 'false',
      ...(joint.range && { range: joint.range }),
      margin: joint.margin ?? 0,
      armature: joint.armature ?? 0,
      damping: joint.damping ?? 0,
      stiffness: joint.stiffness ?? 0,
      springref: joint.springReference ?? 0,
      ...softness(joint.limit, 'solreflimit', 'solimplimit'),
    })
  }
  const capsuleElement = (capsule: Capsule): string => {
    const sphere = capsule.from[0] === capsule.to[0] && capsule.from[1] === capsule.to[1]
    const shape: Attributes = sphere
      ? { type: 'sphere', pos: inSpace(capsule.from) }
      : { type: 'capsule', fromto: [...inSpace(capsule.from), ...inSpace(capsule.to)] }
    return element('geom', {
      ...shape,
      size: capsule.radius,
      density: capsule.density ?? 1000,
      ...surface(capsule),
      contype: model.selfContact ? 1 : 0,
      conaffinity: 1,
    })
  }
  const bodyElement = (body: Body): string =>
    element(
      'body',
      {
        name: body.name,
        pos: inSpace(body.position ?? [0, 0]),
        euler: along(body.angle ?? 0),
      },
      ...(body.joints ?? []).map(jointElement),
      ...(body.capsules ?? []).map(capsuleElement),
      ...model.bodies.filter((child) => child.parent === body.name).map(bodyElement),
    )

  return element(
    'mujoco',
    {},
    element('compiler', {
      angle: 'radian',
      inertiafromgeom: 'true',
      autolimits: 'false',
      ...(model.totalMass !== undefined && { settotalmass: model.totalMass }),
    }),
    element('option', {
      timestep: model.timestep,
      integrator: model.integrator === 'rk4' ? 'RK4' : 'Euler',
      gravity: inSpace(model.gravity ?? (plane === 'xz' ? [0, -9.81] : [0, 0])),
      density: fluid?.density ?? 0,
      viscosity: fluid?.viscosity ?? 0,
      ...options,
    }),
    element(
      'worldbody',
      {},
      ...(floor
        ? [
            element('geom', {
              type: 'plane',
              pos: [0, 0, floor.height ?? 0],
              size: [40, 40, 40],
              ...surface(floor),
              contype: 1,
              conaffinity: 0,
            }),
          ]
        : []),
      ...model.bodies.filter((body) => body.parent === undefined).map(bodyElement),
    ),
    element(
      'actuator',
      {},
      ...(model.motors ?? []).map(({ joint, gear, range }) =>
        element('motor', {
          joint,
          gear: gear ?? 1,
          ctrllimited: range ? 'true' : 'false',
          ...(range && { ctrlrange: range }),
        }),
      ),
    ),
  )
}

function softness(value: Softness | undefined, reference: string, impedance: string): Attributes {
  return {
    ...(value?.reference && { [reference]: value.reference }),
    ...(value?.impedance && { [impedance]: value.impedance }),
  }
}

function surface(of: {
  readonly friction?: number
  readonly margin?: number
  readonly contactDimension?: 1 | 3
  readonly contact?: Softness
}): Attributes {
  return {
    friction: [of.friction ?? 1, 0.005, 0.0001],
    margin: of.margin ?? 0,
    condim: of.contactDimension ?? 3,
    ...softness(of.contact, 'solref', 'solimp'),
  }
}
