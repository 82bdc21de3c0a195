import { type Lanes, spaceSize } from '@trpo/envs'

/** What is wrong with lanes at present, and what was seen of them. */
export interface Spoilt {
  /** What they give NaN for. */
  what: 'reward' | 'observation' | undefined
  /** Calls of dispose. */
  disposals: number
}

/** The same lanes; the first active one gives NaN while `spoilt` says so. */
export function spoilable<L extends Lanes>(lanes: L, spoilt: Spoilt): L {
  const step: Lanes['step'] = (active, actions, randoms, rewards, terminated, truncated) => {
    const spoil = () => {
      if (spoilt.what === 'reward') rewards[active.findIndex((flag) => flag !== 0)] = Number.NaN
    }
    const stepping = lanes.step(active, actions, randoms, rewards, terminated, truncated)
    return stepping === undefined ? spoil() : stepping.then(spoil)
  }
  const observe: Lanes['observe'] = (active, into) => {
    lanes.observe(active, into)
    const lane = active.findIndex((flag) => flag !== 0)
    if (spoilt.what === 'observation' && lane >= 0) into[lane * spaceSize(lanes.spec.observationSpace)] = Number.NaN
  }
  const dispose = () => {
    spoilt.disposals++
    lanes.dispose()
  }
  const own = new Map<PropertyKey, unknown>([
    ['step', step],
    ['observe', observe],
    ['dispose', dispose],
  ])
  return new Proxy(lanes, {
    get(target, name) {
      const value: unknown = own.get(name) ?? Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
