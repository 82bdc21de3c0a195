import { EXP_TABLE, STEP_HI, STEP_LO, STEPS_PER_UNIT } from '../src/exp-table.ts'
import { LN2_HI, LN2_LO, LOG_TABLE } from '../src/log-table.ts'
import { HALF_PI_1, HALF_PI_2, HALF_PI_3, TWO_OVER_PI } from '../src/pi.ts'
import { ROUNDER } from '../src/rounder.ts'
import { C0, C1, C2, C3, C4, C5, S0, S1, S2, S3, S4, S5 } from '../src/sine-coefficients.ts'
import { TANH_POSITIVE } from '../src/tanh-table.ts'

/** A file for each function, so that kernels carry the tables that they use. */
const FILES: Readonly<Record<string, Readonly<Record<string, number | Float64Array>>>> = {
  'rounder.ts': { ROUNDER },
  'exp.ts': { STEPS_PER_UNIT, STEP_HI, STEP_LO, EXP_TABLE },
  'log.ts': { LN2_HI, LN2_LO, LOG_TABLE },
  'sine.ts': { TWO_OVER_PI, HALF_PI_1, HALF_PI_2, HALF_PI_3, S0, S1, S2, S3, S4, S5, C0, C1, C2, C3, C4, C5 },
  'tanh.ts': { TANH_POSITIVE },
}

/** The files of `assembly/tables/` and their texts: constants and tables of `src/`, bit for bit, as data of the kernels. */
export function kernelTables(): ReadonlyMap<string, string> {
  return new Map(Object.entries(FILES).map(([file, values]) => [file, fileOf(values)]))
}

function fileOf(values: Readonly<Record<string, number | Float64Array>>): string {
  const parts = Object.entries(values).map(([name, value]) => dataOf(name, typeof value === 'number' ? [value] : value))
  return [
    '// Generated from src/ by `pnpm generate`: do not edit. The addresses of constants and tables.\n',
    ...parts,
  ].join('\n')
}

function dataOf(name: string, values: ArrayLike<number>): string {
  const numbers = Array.from(values, String)
  if (numbers.length === 1) return `export const ${name}: usize = memory.data<f64>([${numbers[0]}])\n`
  const pairs = Array.from({ length: numbers.length / 2 }, (_, j) => `  ${numbers[2 * j]}, ${numbers[2 * j + 1]},\n`)
  return `export const ${name}: usize = memory.data<f64>([\n${pairs.join('')}])\n`
}
