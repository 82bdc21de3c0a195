import type { Baseline } from './baseline.ts'

/** No baseline: the advantages are the returns. */
export function zeroBaseline(): Baseline {
  return {
    name: 'zero',
    fitOn: 'previous',
    initial: () => new Float64Array(0),
    statisticsSize: 0,
    accumulate() {},
    solve: () => new Float64Array(0),
    predict(_parameters, _batch, segment, into) {
      into.fill(0, segment.offset, segment.offset + segment.length)
    },
    predictLast: () => 0,
  }
}
