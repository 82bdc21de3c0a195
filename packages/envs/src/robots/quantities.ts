/**
 * A quantity of MuJoCo's that a task looks at, by MuJoCo's own name where it has one. Those of bodies leave out the
 * world, whose entries are 0.
 *
 * - `{ position }`: the position of the body of that name, xpos, [3] in m
 * - `'centerOfMass'`: that of all bodies together, [3] in m
 * - `'cinert'`: mass and inertia of each body, [10 * bodies]; `'cvel'`: its velocity, [6 * bodies], rotation first
 * - `'qfrc_actuator'`: forces of the motors by joint, [nv]
 * - `'cfrc_ext'`: torque and force of all contacts on each body, [6 * bodies]
 * - `'ten_length'`: lengths of the tendons, [tendons]; `'ten_velocity'`: how fast they grow, [tendons]
 *
 * Inertias, velocities and forces are about the center of mass of the robot, in the axes of the world.
 */
export type Quantity =
  | 'centerOfMass'
  | 'cinert'
  | 'cvel'
  | 'qfrc_actuator'
  | 'cfrc_ext'
  | 'ten_length'
  | 'ten_velocity'
  | {
      /** The name of the body in the MJCF. */
      readonly position: string
    }
