import { type Environment, isRestorable, type RestorableEnvironment } from '../environment.ts'

/** What a transform replaces; the rest is the inner environment's. */
export type Replaced = Pick<Environment, 'spec' | 'step'>

/** An environment that differs from `inner` in its specification and its step, and has no state of its own. */
export function derive(inner: Environment, replaced: Replaced): Environment {
  const derived: Environment = {
    spec: replaced.spec,
    step: replaced.step,
    reset: (random) => inner.reset(random),
    observe: (into) => inner.observe(into),
    ...disposal(inner),
  }
  if (!isRestorable(inner)) return derived
  const restorable: RestorableEnvironment = {
    ...derived,
    snapshot: () => inner.snapshot(),
    restore: (snapshot) => inner.restore(snapshot),
  }
  return restorable
}

/** `dispose` where the inner environment has one. */
export function disposal(inner: Environment): Pick<Environment, 'dispose'> {
  return inner.dispose === undefined ? {} : { dispose: () => inner.dispose?.() }
}
