import type { Bytes } from './bytes.ts'
import { createBytes } from './bytes.ts'

/** The parts of a module with one function `step(i32, i32)` and one memory. */
export interface ModuleParts {
  /** The function's instructions, without its closing `end`. */
  readonly code: readonly number[]
  /** Types of its locals, behind the two parameters. */
  readonly locals: readonly number[]
  /** Initial contents of the memory at `dataAddress`. */
  readonly data: Uint8Array
  readonly dataAddress: number
}

const pageBytes = 65536

/** Writes the sections of a WebAssembly binary (core specification 2.0, chapter 5). */
export function assembleModule(parts: ModuleParts): Uint8Array<ArrayBuffer> {
  const out = createBytes()
  out.raw(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00)
  section(out, 1, (types) => types.raw(1, 0x60, 2, 0x7f, 0x7f, 0))
  section(out, 3, (functions) => functions.raw(1, 0))
  section(out, 5, (memories) => {
    memories.raw(1, 0)
    memories.unsigned(Math.ceil((parts.dataAddress + parts.data.length) / pageBytes))
  })
  section(out, 7, (exports) => {
    exports.raw(2)
    exported(exports, 'memory', 2)
    exported(exports, 'step', 0)
  })
  section(out, 10, (codes) => {
    const body = createBytes()
    const runs = runLengths(parts.locals)
    body.unsigned(runs.length)
    for (const [type, count] of runs) {
      body.unsigned(count)
      body.raw(type)
    }
    body.append(parts.code)
    body.raw(0x0b)
    codes.raw(1)
    codes.unsigned(body.list.length)
    codes.append(body.list)
  })
  section(out, 11, (segments) => {
    segments.raw(1, 0, 0x41)
    segments.signed(parts.dataAddress)
    segments.raw(0x0b)
    segments.unsigned(parts.data.length)
    segments.append([...parts.data])
  })
  return Uint8Array.from(out.list)
}

function section(out: Bytes, id: number, write: (contents: Bytes) => void): void {
  const contents = createBytes()
  write(contents)
  out.raw(id)
  out.unsigned(contents.list.length)
  out.append(contents.list)
}

function exported(out: Bytes, name: string, kind: number): void {
  out.unsigned(name.length)
  for (const character of name) out.raw(character.charCodeAt(0))
  out.raw(kind, 0)
}

function runLengths(types: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = []
  for (const type of types) {
    const last = runs.at(-1)
    if (last && last[0] === type) last[1] += 1
    else runs.push([type, 1])
  }
  return runs
}
