import { isRestorableLanes, type Lanes, type RestorableLanes } from '../lanes.ts'

/** What a transform of lanes replaces; the rest is the inner lanes'. */
export type ReplacedLanes = Partial<Pick<Lanes, 'spec' | 'reset' | 'step' | 'observe'>>

/**
 * Lanes that differ from `inner` in what is replaced and have no state of their own. Transforms are built on this, so that
 * lanes which can go back to earlier states still can. A `step` that is replaced must return what the inner one returns, which
 * may be a promise.
 */
export function deriveLanes<S>(inner: RestorableLanes<S>, replaced: ReplacedLanes): RestorableLanes<S>
export function deriveLanes(inner: Lanes, replaced: ReplacedLanes): Lanes
export function deriveLanes(inner: Lanes, replaced: ReplacedLanes): Lanes {
  const derived: Lanes = {
    spec: inner.spec,
    count: inner.count,
    reset: (lane, random) => inner.reset(lane, random),
    step: (...args) => inner.step(...args),
    observe: (active, into) => inner.observe(active, into),
    ...(inner.info && { info: inner.info }),
    dispose: () => inner.dispose(),
    ...replaced,
  }
  if (!isRestorableLanes(inner)) return derived
  const restorable: RestorableLanes = {
    ...derived,
    snapshot: (lane) => inner.snapshot(lane),
    restore: (lane, snapshot) => inner.restore(lane, snapshot),
  }
  return restorable
}

/** Does `work` once a step is over: at once, or when its promise has settled. Without a promise nothing is allocated. */
export function afterStep(step: void | Promise<void>, work: () => void): void | Promise<void> {
  if (step === undefined) {
    work()
    return undefined
  }
  return step.then(work)
}
