import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { counted, messageOf } from '@trpo/math/messages'
import { environments, findPreset, presetConfig, presets } from '@trpo/recipes'
import {
  displayPath,
  isSweep,
  listRuns,
  type RunSummary,
  readFailures,
  readSweep,
  type SweepRunState,
  sweepPaths,
} from '@trpo/runs'
import Table from 'cli-table3'
import pc from 'picocolors'
import { short } from '../progress/format.ts'
import { runStates } from '../sweep/run-states.ts'
import type { ExitCode } from './session.ts'

/** Prints presets, environments, and the runs and sweeps below a folder. */
export async function list(out: string): Promise<ExitCode> {
  console.log(pc.bold('Presets') + pc.dim('  (trpo list <preset> shows all of one)'))
  console.log(columns(presets.map(({ name, summary }) => [name, summary])))
  console.log(`\n${pc.bold('Environments')}${pc.dim('  (or a file of your own: trpo train --env ./my-env.ts)')}`)
  console.log(columns(environments.map(({ name, summary, physics }) => [name, summary, onEngines(physics)])))
  console.log(pc.dim('  planar-f32 is planar physics in single precision: --set environment.physics=<engine>'))
  const runs = await listRuns(out)
  console.log(`\n${pc.bold('Runs')}${pc.dim(`  in ${displayPath(out)}`)}`)
  console.log(runs.length === 0 ? '  none yet' : columns(runs.map(describeRun)))
  const sweeps = await listSweeps(out)
  if (sweeps.length > 0) console.log(`\n${pc.bold('Sweeps')}${pc.dim(`  in ${displayPath(out)}`)}\n${columns(sweeps)}`)
  return 0
}

/** Prints a preset: what it is, where it is from, how it deviates from its source, and its settings. */
export function listPreset(name: string): ExitCode {
  const preset = findPreset(name)
  console.log(`${pc.bold(preset.name)}: ${preset.summary}\n`)
  console.log(`Source: ${preset.source}`)
  for (const deviation of preset.deviates) console.log(`Deviates: ${deviation}`)
  const { version: _version, preset: _label, seed: _seed, ...settings } = presetConfig(preset, 1)
  console.log(`\n${JSON.stringify(settings, null, 2)}`)
  return 0
}

/** `on mujoco, planar`, and nothing for an environment that needs no engine. */
function onEngines(physics: readonly string[]): string {
  return physics.length === 0 ? '' : `on ${physics.join(', ')}`
}

/** The sweeps below a folder and how their runs stand. */
async function listSweeps(folder: string): Promise<string[][]> {
  const names = await readdir(folder).catch(() => [])
  const rows: string[][] = []
  for (const name of names.sort()) {
    const directory = join(folder, name)
    if (!(await isSweep(directory))) continue
    try {
      const states = await runStates(directory, await readSweep(directory), await readFailures(sweepPaths(directory)))
      const count = (state: SweepRunState['state']) => states.filter((run) => run.state === state).length
      const [failed, unreadable] = [count('failed'), count('unreadable')]
      const faults = [
        ...(failed === 0 ? [] : [`${failed} failed`]),
        ...(unreadable === 0 ? [] : [`${unreadable} cannot be read`]),
      ]
      rows.push([name, `${count('finished')} of ${counted(states.length, 'run')} finished`, faults.join(', ')])
    } catch (error) {
      rows.push([name, 'unreadable', messageOf(error)])
    }
  }
  return rows
}

function describeRun(run: RunSummary): string[] {
  if (run.state === 'unreadable') return [run.name, 'unreadable', run.fault ?? '']
  return [
    run.name,
    run.state,
    `${run.iteration}/${counted(run.iterations, 'iteration')}`,
    run.lastReturn === null ? '' : `return ${short(run.lastReturn)}`,
    run.preset,
  ]
}

function columns(rows: readonly (readonly string[])[]): string {
  const none = ''
  const chars = [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle',
  ]
  const table = new Table({
    chars: Object.fromEntries(chars.map((name) => [name, none])),
    style: { 'padding-left': 2, 'padding-right': 0, head: [], border: [] },
  })
  table.push(...rows.map((row) => [...row]))
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}
