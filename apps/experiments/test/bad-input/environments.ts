/** So few steps that an iteration takes no time: each of the 12 lanes has 50. */
export const quick = ['--set', 'sampling.unit=steps', '--set', 'sampling.perIteration=600', '--iterations', '2']

/** An environment whose parts are replaced by the given text. `t` counts the steps of an episode. */
export function environment(parts: {
  readonly step?: string
  readonly actions?: string
  readonly more?: string
}): string {
  return `export function createEnvironment() {
  let t = 0
  return {
    spec: {
      name: 'mine',
      observationSpace: { kind: 'box', low: [-1], high: [1] },
      actionSpace: ${parts.actions ?? "{ kind: 'box', low: [-1], high: [1] }"},
      timeLimit: 100,
    },
    reset() { t = 0 },
    step(action) {
      t++
      ${parts.step ?? 'return { reward: 1, terminated: t % 20 === 0 }'}
    },
    observe(into) { into[0] = 0.5 },
    ${parts.more ?? ''}
  }
}
`
}

/** Files that export an environment, or should. */
export const modules = {
  'good.mjs': environment({}),
  'syntax.mjs': 'export function createEnvironment( {',
  'named.mjs': 'export function createEnvironmnt() {}',
  'nothing.mjs': 'const a = 1',
  'undefined.mjs': 'export function createEnvironment() {}',
  'promise.mjs': 'export async function createEnvironment() { return {} }',
  'unready.mjs': 'export const createEnvironment = () => ({ spec: {}, reset() {}, observe() {} })',
  'specless.mjs': 'export const createEnvironment = () => ({ reset() {}, step() {}, observe() {} })',
  'nan-at-once.mjs': environment({ step: 'return { reward: NaN, terminated: false }' }),
  'nan-later.mjs': environment({ step: 'return { reward: t > 75 ? NaN : 1, terminated: false }' }),
  'throws-later.mjs': environment({
    step: "if (t > 75) throw new Error('it broke'); return { reward: 1, terminated: false }",
  }),
  'huge-later.mjs': environment({ step: 'return { reward: t > 75 ? 1e308 : 1, terminated: false }' }),
  // Our cart-pole, said to have two actions: it is given two, and has one.
  'wrong-length.mjs': `import { box, cartPole } from '@trpo/envs'
export function createEnvironment() {
  const inner = cartPole()
  return { ...inner, spec: { ...inner.spec, name: 'mine', actionSpace: box([-1, -1], [1, 1]) } }
}
`,
  'no-reward.mjs': environment({ step: 'return { terminated: true }' }),
}
