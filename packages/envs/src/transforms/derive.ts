import { type Environment, isRestorable, type RestorableEnvironment } from '../environment.ts'

/** What a transform replaces; the rest is the inner environment's. */
export type Replaced = Partial<Pick<Environment, 'spec' | 'reset' | 'step' | 'observe'>>

/**
 * An environment that differs from `inner` in what is replaced and has no state of its own. Transforms are built on this, so
 * that an environment which can go back to earlier states still can.
 */
export function derive<S>(inner: RestorableEnvironment<S>, replaced: Replaced): RestorableEnvironment<S>
export function derive(inner: Environment, replaced: Replaced): Environment
export function derive(inner: Environment, replaced: Replaced): Environment {
  const derived: Environment = {
    spec: inner.spec,
    reset: (random) => inner.reset(random),
    step: (action, random) => inner.step(action, random),
    observe: (into) => inner.observe(into),
    ...handedOn(inner),
    ...replaced,
  }
  if (!isRestorable(inner)) return derived
  const restorable: RestorableEnvironment = {
    ...derived,
    snapshot: () => inner.snapshot(),
    restore: (snapshot) => inner.restore(snapshot),
  }
  return restorable
}

/** What every transform hands on: `dispose` where the inner environment has one, and what it states of its actions. */
export function handedOn(inner: Environment): Pick<Environment, 'dispose' | 'readsActionOnly'> {
  const { readsActionOnly } = inner
  return {
    ...(readsActionOnly !== undefined && { readsActionOnly }),
    ...(inner.dispose !== undefined && { dispose: () => inner.dispose?.() }),
  }
}
