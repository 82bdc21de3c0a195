/**
 * The text of a module whose environment always shows the same, and never ends by itself.
 *
 * @param step what stands in its step
 * @param before what stands above the environment
 */
export const myModule = (step: string, before = ''): string => `${before}export function createEnvironment() {
  return {
    spec: {
      name: 'mine',
      observationSpace: { kind: 'box', low: [-1], high: [1] },
      actionSpace: { kind: 'box', low: [-1], high: [1] },
      timeLimit: 20,
    },
    reset() {},
    step() { ${step} },
    observe(into) { into[0] = 0.5 },
  }
}
`
