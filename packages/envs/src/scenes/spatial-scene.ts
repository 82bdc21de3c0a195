import type { MjModel } from '@mujoco/mujoco'
import type { Point, Scene, Shape, Tone } from '@trpo/drawing'
import type { Mujoco } from '../mujoco/load.ts'
import type { MujocoRobot } from '../robots/task.ts'

/** From where a robot in space is seen, and how its bodies look. */
export interface SpatialView {
  /** `side`: from the right, with x to the right and z upwards. `above`: with x to the right and y upwards. */
  readonly from: 'side' | 'above'
  /** The tones of bodies by their names in the MJCF. @default 'far' left of the first body as seen from the side, else 'body' */
  readonly tones?: Readonly<Record<string, Tone>>
  /** The body that leaves a trail. @default the first body where it is free to move, otherwise none */
  readonly trace?: string
}

/** Scenes of a robot in space, on memory of MuJoCo's. */
export interface SpatialScene {
  /** The robot at these position coordinates, [nq]. */
  at(qpos: Float64Array): Scene
  /** Frees what it takes of MuJoCo's memory. A second call does nothing. */
  dispose(): void
}

/** A geom, with what of it stays. */
interface Part {
  readonly geom: number
  readonly kind: 'circle' | 'capsule' | 'rectangle'
  readonly radius: number
  readonly halfLength: number
  readonly tone: Tone
  /** How far it is from the viewer in the pose of the description. */
  readonly depth: number
}

/** A part belongs to the far side beyond this distance from the middle, in m. */
const OFF_MIDDLE = 0.02

/**
 * How a robot of MuJoCo's is drawn: its spheres, capsules and cylinders, projected into the plane that is looked at, from the far
 * ones to the near ones of the description's pose. The camera follows the first body where that is free to move. Planes are the
 * ground.
 *
 * Throws an Error when the model does not compile, has a geom of another type, or lacks a body that the view names.
 */
export function spatialScene(mujoco: Mujoco, robot: MujocoRobot, view: SpatialView): SpatialScene {
  const model = mujoco.MjModel.from_xml_string(robot.mjcf)
  const data = new mujoco.MjData(model)
  let disposed = false
  function dispose(): void {
    if (disposed) return
    disposed = true
    data.delete()
    model.delete()
  }
  const [right, up, away] = view.from === 'side' ? [0, 2, 1] : [0, 1, 2]
  const project = (values: ArrayLike<number>, index: number): Point => [
    values[3 * index + right],
    values[3 * index + up],
  ]

  function bodyOf(name: string): number {
    const body = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_BODY.value, name)
    if (body < 0) throw new Error(`the MJCF of ${robot.name} has no body named ${name}, which its picture asks for`)
    return body
  }

  /** The axis of a geom, the third column of its matrix, as long as half the geom. */
  function halfAxis({ geom, halfLength }: Part): Point {
    const column = (row: number) => halfLength * data.geom_xmat[9 * geom + 3 * row + 2]
    return [column(right), column(up)]
  }

  function shapeOf(part: Part): Shape {
    const { kind, radius, tone, geom } = part
    const centre = project(data.geom_xpos, geom)
    if (kind === 'circle') return { kind, centre, radius, tone }
    const [x, y] = halfAxis(part)
    const from: Point = [centre[0] - x, centre[1] - y]
    const to: Point = [centre[0] + x, centre[1] + y]
    if (kind === 'capsule') return { kind, from, to, radius, tone }
    const length = Math.sqrt(x * x + y * y) || 1
    const [acrossX, acrossY] = [(-y / length) * radius, (x / length) * radius]
    const corners: readonly Point[] = [
      [from[0] + acrossX, from[1] + acrossY],
      [to[0] + acrossX, to[1] + acrossY],
      [to[0] - acrossX, to[1] - acrossY],
      [from[0] - acrossX, from[1] - acrossY],
    ]
    return { kind: 'polygon', points: corners, tone }
  }

  try {
    mujoco.mj_kinematics(model, data)
    const tones = new Map(Object.entries(view.tones ?? {}).map(([name, tone]) => [bodyOf(name), tone]))
    const isFree = model.jnt_type[0] === mujoco.mjtJoint.mjJNT_FREE.value
    const trace = view.trace === undefined ? (isFree ? 1 : undefined) : bodyOf(view.trace)
    const middle = data.xpos[3 + away]
    const parts = geomsOf(mujoco, model, robot.name)
      .map((geom): Part => {
        const body = model.geom_bodyid[geom]
        const offset = data.geom_xpos[3 * geom + away]
        const isFar = view.from === 'side' && offset - middle > OFF_MIDDLE
        const [radius, halfLength] = [model.geom_size[3 * geom], model.geom_size[3 * geom + 1]]
        const type = model.geom_type[geom]
        const isRound =
          type === mujoco.mjtGeom.mjGEOM_SPHERE.value ||
          (type === mujoco.mjtGeom.mjGEOM_CYLINDER.value &&
            Math.abs(data.geom_xmat[9 * geom + 3 * away + 2]) > 1 - 1e-9)
        const kind = isRound ? 'circle' : type === mujoco.mjtGeom.mjGEOM_CAPSULE.value ? 'capsule' : 'rectangle'
        return {
          geom,
          kind,
          radius,
          halfLength,
          tone: tones.get(body) ?? (isFar ? 'far' : 'body'),
          depth: view.from === 'side' ? -offset : offset,
        }
      })
      .sort((a, b) => a.depth - b.depth)
    const ground = view.from === 'side' ? groundOf(mujoco, model) : undefined
    return {
      at(qpos) {
        data.qpos.set(qpos)
        mujoco.mj_kinematics(model, data)
        return {
          shapes: parts.map(shapeOf),
          ...(isFree ? { focus: project(data.xpos, 1) } : {}),
          ...(trace === undefined ? {} : { traces: [project(data.xpos, trace)] }),
          ...(ground === undefined ? {} : { ground }),
        }
      },
      dispose,
    }
  } catch (cause) {
    dispose()
    throw cause
  }
}

/** The numbers of the geoms that are drawn: all but planes. */
function geomsOf(mujoco: Mujoco, { ngeom, geom_type: types }: MjModel, name: string): readonly number[] {
  const { mjGEOM_PLANE, mjGEOM_SPHERE, mjGEOM_CAPSULE, mjGEOM_CYLINDER } = mujoco.mjtGeom
  const drawn = [mjGEOM_SPHERE.value, mjGEOM_CAPSULE.value, mjGEOM_CYLINDER.value]
  const geoms = Array.from({ length: ngeom }, (_, geom) => geom).filter((geom) => types[geom] !== mjGEOM_PLANE.value)
  for (const geom of geoms)
    if (!drawn.includes(types[geom]))
      throw new Error(
        `geom ${geom} of ${name} has type ${types[geom]}; only spheres, capsules, cylinders and planes are drawn`,
      )
  return geoms
}

/** The height of the first plane, in m; undefined where there is none. */
function groundOf({ mjtGeom }: Mujoco, { ngeom, geom_type: types, geom_pos: positions }: MjModel): number | undefined {
  const plane = Array.from({ length: ngeom }, (_, geom) => geom).find(
    (geom) => types[geom] === mjtGeom.mjGEOM_PLANE.value,
  )
  return plane === undefined ? undefined : positions[3 * plane + 2]
}
