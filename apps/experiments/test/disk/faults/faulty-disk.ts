import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { resolve } from 'node:path'

/** A disk that takes no writes any more from one on. */
interface Fault {
  /** Only files below this folder are concerned. */
  readonly folder: string
  /** The number of the first write that fails, from 1. */
  readonly from: number
  /** How many fail; all that come unless given. */
  readonly count?: number
  /** What the system calls the reason. */
  readonly code: string
}

let fault: Fault | undefined
let writes = 0
const ours = new WeakSet<object>()

/** From now on the disk has a fault. */
export function arm(next: Fault): void {
  fault = { ...next, folder: resolve(next.folder) }
  writes = 0
}

/** From now on it has none. Gives how many writes were asked of it. */
export function disarm(): number {
  fault = undefined
  return writes
}

/** The fault of this write, if it fails; counts it. */
function failing(path: unknown): Fault | undefined {
  if (fault === undefined || !isBelow(path)) return undefined
  writes++
  return writes >= fault.from && writes < fault.from + (fault.count ?? Number.POSITIVE_INFINITY) ? fault : undefined
}

function isBelow(path: unknown): boolean {
  return fault !== undefined && (ours.has(Object(path)) || resolve(String(path)).startsWith(fault.folder))
}

function errorOf({ code }: Fault, syscall: string, path?: unknown): Error {
  const where = typeof path === 'string' ? ` '${path}'` : ''
  return Object.assign(new Error(`${code}: a fault of the test, ${syscall}${where}`), { code, syscall })
}

/** Replaces the functions of `node:fs/promises` that write. */
async function install(): Promise<void> {
  const real = { ...fs.promises }
  const probe = await real.open('/dev/null')
  const handles = Object.getPrototypeOf(probe)
  const { writeFile, sync } = handles
  await probe.close()

  fs.promises.open = async (path, flags, mode) => {
    if (flags === undefined || flags === 'r') return real.open(path, flags, mode)
    const refused = failing(path)
    if (refused !== undefined) throw errorOf(refused, 'open', path)
    const handle = await real.open(path, flags, mode)
    if (isBelow(path)) ours.add(handle)
    return handle
  }
  handles.writeFile = async function (this: fs.promises.FileHandle, data: string | Uint8Array) {
    const refused = ours.has(this) ? failing(this) : undefined
    if (refused === undefined) return writeFile.call(this, data)
    // As on a disk that becomes full meanwhile: half of it is there.
    const bytes = Buffer.from(data)
    await this.write(bytes, 0, Math.floor(bytes.length / 2))
    throw errorOf(refused, 'write')
  }
  handles.sync = async function (this: fs.promises.FileHandle) {
    const refused = ours.has(this) ? failing(this) : undefined
    if (refused !== undefined) throw errorOf(refused, 'fsync')
    return sync.call(this)
  }
  fs.promises.writeFile = async (path, data, options) => {
    const refused = failing(path)
    if (refused === undefined) return real.writeFile(path, data, options)
    await real.writeFile(path, '', options)
    throw errorOf(refused, 'write')
  }
  fs.promises.mkdir = (async (path: string, options?: fs.MakeDirectoryOptions) => {
    // One that is there already needs no room.
    const refused = fs.existsSync(path) ? undefined : failing(path)
    if (refused !== undefined) throw errorOf(refused, 'mkdir', path)
    return real.mkdir(path, options)
  }) as typeof fs.promises.mkdir
  fs.promises.rename = async (from, to) => {
    const refused = failing(to)
    if (refused !== undefined) throw errorOf(refused, 'rename', to)
    return real.rename(from, to)
  }
  syncBuiltinESMExports()
}

await install()

const { FAULTY_DISK } = process.env
if (FAULTY_DISK !== undefined) arm(JSON.parse(FAULTY_DISK))
