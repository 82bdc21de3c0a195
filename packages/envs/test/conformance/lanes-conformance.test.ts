import { lanesConformance } from '@trpo/envs/conformance'
import { describe, expect, it } from 'vitest'
import { counter } from '../counter.ts'
import { laneCases } from './broken-lanes.ts'
import { failures } from './failures.ts'
import { LANES, sound } from './lanes.ts'

describe('lanesConformance', () => {
  const single = () => counter(20)

  it('passes lanes that behave, and compares with single environments where it has them', () => {
    expect(failures(lanesConformance(sound, { single }))).toEqual(new Map())
    expect(lanesConformance(sound).map((check) => check.name)).not.toContain(LANES.single)
  })

  it.each(laneCases)('catches lanes that %s', (_what, createLanes, fails, message) => {
    const failed = failures(lanesConformance(createLanes, { single }))
    const expected = fails.map((name) => LANES[name]).sort()
    const [names, messages] = [[...failed.keys()].sort(), [...failed.values()].join('\n')]
    // Fewer lanes than asked for fail everything that plays on as many.
    if (fails[0] === 'count') expect(names).toContain(LANES.count)
    else expect(names).toEqual(expected)
    expect(messages).toContain(message)
  })

  it('has every check fail somewhere', () => {
    const caught = new Set(laneCases.flatMap(([, , fails]) => fails))
    expect(Object.keys(LANES).filter((name) => !caught.has(name as keyof typeof LANES))).toEqual([])
  })
})
