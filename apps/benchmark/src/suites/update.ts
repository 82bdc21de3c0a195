import type { Contestant, Suite } from '../measure/contestant.ts'
import { findNetwork } from '../networks.ts'
import { updatePeers } from '../peers/update-peers.ts'
import type { Settings } from '../settings.ts'
import { shapeName, type UpdateShape } from './synthetic.ts'
import { type UpdateProblem, updateProblem } from './update-problem.ts'

/** The swimmer's network of Table 2. */
export const smallShape = (settings: Settings): UpdateShape => ({
  observationSize: 9,
  hidden: [30],
  actionSize: 2,
  rows: settings.smallRows,
})

/** The hopper's, with the usual 11 inputs. */
export const largeShape = (settings: Settings): UpdateShape => ({
  observationSize: 11,
  hidden: [50, 50],
  actionSize: 3,
  rows: settings.rows,
})

/** The policy update alone: gradient, conjugate gradient on every tenth row, line search. */
export async function updateSuite(settings: Settings, shape: UpdateShape): Promise<Suite> {
  const networks = await Promise.all(settings.networks.map(findNetwork))
  const problems: UpdateProblem[] = []
  for (const network of networks) problems.push(await updateProblem(shape, network))
  const ours = problems.map((problem, i) => updateContestant(problem, networks[i].name))
  const { peers, notes } =
    settings.python === undefined
      ? { peers: [], notes: [] }
      : await updatePeers(settings, shape, networks[0], (await problems[0].run()).result)
  return {
    name: `update-${shapeName(shape)}`,
    title: `Policy update, ${shape.rows.toLocaleString('en-US')} rows x (${shapeName(shape)})`,
    unit: 's',
    contestants: [...ours, ...peers],
    comparisons: [
      ...ours.flatMap(({ id }) => peers.map((peer) => ({ of: id, to: peer.id }))),
      ...ours.slice(1).map(({ id }) => ({ of: ours[0].id, to: id })),
    ],
    notes,
  }
}

function updateContestant(problem: UpdateProblem, network: string): Contestant {
  return {
    id: `ours-${network}`,
    name: `our update, ${network}`,
    async measure() {
      const { times, result } = await problem.run()
      if (result.status !== 'accepted') throw new Error(`the update that is timed ended as ${result.status}`)
      return { ...times }
    },
    dispose: () => problem.dispose(),
  }
}
