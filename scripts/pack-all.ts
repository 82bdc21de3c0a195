/**
 * Writes a tarball of every package that is published, to be installed elsewhere: `pnpm pack:all`, which builds them first.
 *
 * `node scripts/pack-all.ts [folder]`; the folder is packed/ in the repository unless another one is given, and tarballs that it
 * held before are removed.
 */
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { packPackages } from './pack.ts'
import { publishedPackages, root } from './published-packages.ts'

const folder = resolve(process.argv[2] ?? join(root, 'packed'))
await mkdir(folder, { recursive: true })
for (const name of await readdir(folder))
  if (name.startsWith('trpo-') && name.endsWith('.tgz')) await rm(join(folder, name))
const tarballs = await packPackages(publishedPackages(), folder)
console.log(`${tarballs.length} packages; install all of them at once:\n\n  npm install ${join(folder, '*.tgz')}\n`)
