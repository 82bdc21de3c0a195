import pc from 'picocolors'
import { InputError } from '../errors.ts'
import { type Difference, differenceRows, differences } from '../report/compare-results.ts'
import { terminalTable } from '../report/terminal.ts'
import { readResults } from '../result/result-file.ts'
import type { Results } from '../result/schema.ts'

/** Prints what two results have in common, B against A. */
export async function compare(pathA: string, pathB: string): Promise<void> {
  const [a, b] = [await readResults(pathA), await readResults(pathB)]
  const all = differences(a, b)
  if (all.length === 0)
    throw new InputError(
      `${pathA} and ${pathB} have no figure in common; compare results of the same command with the same sizes`,
    )
  for (const [label, path, { startedAt, commit, machine }] of [
    ['A', pathA, a],
    ['B', pathB, b],
  ] as const)
    console.log(`${pc.bold(label)}  ${path}  ${startedAt}, commit ${commit}, Node ${machine.node.replace(/^v/, '')}`)
  for (const warning of warnings(a, b)) console.log(pc.yellow(warning))
  for (const [suite, some] of bySuite(all)) console.log(`\n${terminalTable(differenceRows(suite, some))}`)
  console.log(
    pc.dim(
      '\nThe machine may have been slower in one of the two runs: trust the ratios, which were taken within a run, over the figures.',
    ),
  )
}

/** Reasons why the figures of two results may differ even if the code does not. */
export function warnings(a: Results, b: Results): string[] {
  const facts = ({ machine: { processor, cores, node } }: Results) => `${processor}, ${cores} cores, Node ${node}`
  const busy = ({ machine: { cores, loadBefore, loadAfter } }: Results) =>
    Math.max(loadBefore ?? 0, (loadAfter ?? 0) - 1) > cores / 2
  return [
    ...(facts(a) === facts(b) ? [] : [`different machines: A ${facts(a)}; B ${facts(b)}`]),
    ...(busy(a) || busy(b) ? ['a machine was busy with other work while it measured'] : []),
  ]
}

function bySuite(all: readonly Difference[]): Map<string, readonly Difference[]> {
  return new Map(
    [...new Set(all.map(({ suite }) => suite))].map((name) => [name, all.filter(({ suite }) => suite === name)]),
  )
}
