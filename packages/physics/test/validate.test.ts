import { compileConstants, hopper, type PlanarModel } from '@trpo/physics'
import { expect, test } from 'vitest'

const [torso, thigh] = hopper.bodies
if (!torso || !thigh) throw new Error('the hopper has a torso and a thigh')

/** The hopper with one thing changed, typed loosely as a user without TypeScript would write it. */
const wrong = (change: object): PlanarModel => ({ ...hopper, ...change })
const withThigh = (change: object) => wrong({ bodies: [torso, { ...thigh, ...change }], motors: [] })
const withJoint = (change: object) => withThigh({ joints: [{ ...thigh.joints?.[0], ...change }] })

test.each([
  ['an unknown part', wrong({ tendons: [] }), "has 'tendons', which planar physics does not support"],
  ['an unknown integrator', wrong({ integrator: 'implicit' }), 'integrator is implicit; rk4 and euler are supported'],
  ['an unknown plane', wrong({ plane: 'yz' }), 'plane is yz, expected xz or xy'],
  ['no timestep', wrong({ timestep: 0 }), 'timestep is 0, expected more than 0'],
  ['a floor seen from above', wrong({ plane: 'xy' }), 'a floor needs the plane xz'],
  ['a ball joint', withJoint({ type: 'ball' }), 'type ball; slide and hinge are supported'],
  ['friction loss', withJoint({ frictionloss: 1 }), "joint thigh_joint has 'frictionloss'"],
  ['a slide inside', withJoint({ type: 'slide', axis: [1, 0] }), 'is a slide on body thigh, which is not a root'],
  ['a skew hinge', withJoint({ axis: [0, 1] }), 'its axis must be 1 or -1'],
  ['a reversed range', withJoint({ range: [1, -1] }), 'range is 1 to -1'],
  ['a range within margins', withJoint({ range: [0, 0.1], margin: 0.1 }), 'must be more than 0.2 above'],
  [
    'two hinges',
    withThigh({ joints: [thigh.joints?.[0], { name: 'second', type: 'hinge', axis: 1 }] }),
    'has 2 hinges',
  ],
  ['an unknown parent', withThigh({ parent: 'tail' }), 'hangs on tail, which is not a body before it'],
  ['a name twice', withThigh({ name: 'torso' }), 'body torso needs a name of its own'],
  ['no radius', withThigh({ capsules: [{ from: [0, 0], to: [0, 1] }] }), 'needs from, to and radius'],
  ['not a number', withThigh({ position: [0, Number.NaN] }), 'position is NaN'],
  ['no mass', wrong({ bodies: [{ ...torso, capsules: [] }], motors: [] }), 'joint rootx moves no mass'],
  ['a motor on nothing', wrong({ motors: [{ joint: 'tail' }] }), 'a motor drives tail, which is no joint'],
  ['torsional friction', wrong({ floor: { contactDimension: 4 } }), 'contactDimension is 4; 1 and 3 are supported'],
  ['direct softness', wrong({ floor: { contact: { reference: [-1, -1] } } }), 'must be positive'],
])('%s is an error that says so', (_, model, message) => {
  expect(() => compileConstants(model)).toThrow(message)
  expect(() => compileConstants(model)).toThrow(/^hopper: /)
})
