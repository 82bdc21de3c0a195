import { isRestorableLanes, type Lanes, type RestorableLanes } from '../lanes.ts'

/** What a transform of lanes replaces; the rest is the inner lanes'. */
export type ReplacedLanes = Pick<Lanes, 'spec' | 'step'>

/** Lanes that differ from `inner` in their specification and their step, and have no state of their own. */
export function deriveLanes(inner: Lanes, { spec, step }: ReplacedLanes): Lanes {
  const derived: Lanes = {
    spec,
    count: inner.count,
    reset: (lane, random) => inner.reset(lane, random),
    step,
    observe: (active, into) => inner.observe(active, into),
    dispose: () => inner.dispose(),
  }
  if (!isRestorableLanes(inner)) return derived
  const restorable: RestorableLanes = {
    ...derived,
    snapshot: (lane) => inner.snapshot(lane),
    restore: (lane, snapshot) => inner.restore(lane, snapshot),
  }
  return restorable
}

/** Does `work` once a step is over: at once, or when its promise has settled. Nothing is allocated where there is none. */
export function afterStep(step: void | Promise<void>, work: () => void): void | Promise<void> {
  if (step === undefined) {
    work()
    return undefined
  }
  return step.then(work)
}
