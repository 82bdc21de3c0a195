import { planarEngine } from '@trpo/envs/planar'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { model, start, state, stateOf, vector } from './states.ts'

describe('the lanes of planarEngine', () => {
  it('have the same bits whatever their number, their places, and what the others do', () => {
    // A start forgets all that was before, so that engines are made once.
    const alone = planarEngine(model, 1)
    const engines = [1, 2, 3, 4, 5].map((count) => planarEngine(model, count))
    const others = fc.record({ state, kind: fc.constantFrom('moves', 'rests', 'fails') })
    fc.assert(
      fc.property(
        state,
        fc.array(vector(2, 1.5), { minLength: 5, maxLength: 5 }),
        fc.array(others, { maxLength: 4 }),
        fc.nat(4),
        (from, actions, neighbours, wanted) => {
          const place = Math.min(wanted, neighbours.length)
          const many = engines[neighbours.length]
          const all = neighbours.map(({ kind, state: { qpos, qvel } }) => ({
            kind,
            state: kind === 'fails' ? { qpos: [Number.NaN, 0, 0, 0, 0], qvel } : { qpos, qvel },
          }))
          all.splice(place, 0, { kind: 'moves', state: from })
          start(alone, 0, from)
          all.forEach((each, lane) => {
            start(many, lane, each.state)
          })
          const active = Uint8Array.from(all, ({ kind }) => (kind === 'rests' ? 0 : 1))
          for (const action of actions) {
            alone.step(Uint8Array.of(1), Float64Array.from(action))
            const step = () =>
              many.step(
                active,
                Float64Array.from(all.flatMap((_, lane) => (lane === place ? action : [-action[1], 0.3]))),
              )
            const failing = all.findIndex(({ kind }, lane) => kind === 'fails' && active[lane] !== 0)
            if (failing < 0) step()
            else expect(step).toThrow(`lane ${failing}: the physics of swimmer became unstable`)
            expect(stateOf(many, place)).toEqual(stateOf(alone, 0))
            all.forEach(({ kind }, lane) => {
              if (kind === 'fails') active[lane] = 0
            })
          }
        },
      ),
      { numRuns: 100, endOnFailure: true },
    )
  })

  it('all stay where they are when a control is refused', () => {
    const engine = planarEngine(model, 2)
    start(engine, 0, { qpos: [0, 0, 0, 0.1, 0.2], qvel: [1, 0, 0, 0, 0] })
    engine.start(1)
    const before = stateOf(engine, 0)
    expect(() => engine.step(Uint8Array.of(1, 1), Float64Array.of(1, 1, 1, Number.NaN))).toThrow('lane 1: control 1')
    expect(stateOf(engine, 0)).toEqual(before)
  })
})
