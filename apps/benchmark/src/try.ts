import { createLocalTrainer, timeDependentBaseline } from '@trpo/core'
import { gaussianMlp } from '@trpo/policies'
import { loadMujoco, paperSwimmerLanes } from '@trpo/envs/mujoco'
const mujoco = await loadMujoco()
const seed = Number(process.argv[2] ?? 1), iters = Number(process.argv[3] ?? 40)
const extra = JSON.parse(process.argv[4] ?? '{}')
const model = gaussianMlp({ observationSize: 9, actionSize: 2, hidden: [30], ...(extra.model ?? {}) })
delete extra.model
const t = createLocalTrainer({ seed, model, createLanes: (n) => paperSwimmerLanes(mujoco, n), lanes: 50, quota: { kind: 'paths', paths: 50 }, baseline: timeDependentBaseline(1000), backtrackRatio: 0.5, maxBacktracks: 10, clock: () => performance.now(), ...extra })
let s = t.init()
for (let i = 0; i < iters; i++) { const [n, r] = await t.step(s); s = n
 console.log(r.iteration, r.episodes.meanReturn?.toFixed(2), r.episodes.stdReturn?.toFixed(1), r.update.status, r.update.kl?.toFixed(5), r.update.backtracks, r.entropy?.toFixed(3), 'ev', r.explainedVariance?.toFixed(3), 'res', r.update.residual?.toExponential(1), JSON.stringify(r.timings, (k, v) => typeof v === 'number' ? +v.toFixed(3) : v)) }
