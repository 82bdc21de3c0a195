/**
 * The API reference of every published package.
 *
 * `pnpm docs:api` writes it into docs/api. `pnpm check:api` writes nothing and fails where something public has no
 * docstring.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readApi } from './api-reference.ts'
import { publishedPackages, root } from './published-packages.ts'

const packages = publishedPackages()
const reference = await readApi({
  modules: packages.flatMap(({ entries, name, readme }) =>
    entries.map(({ specifier, source }) =>
      specifier === name
        ? { specifier, source, introduction: readFileSync(readme, 'utf8').replace(/^# .*\n/, '') }
        : { specifier, source },
    ),
  ),
  packages: packages.map(({ name }) => name),
  tsconfig: join(import.meta.dirname, 'tsconfig.api.json'),
})

for (const problem of reference.problems) console.log(problem)
if (reference.problems.length > 0) {
  console.log(`${reference.problems.length} problems in the docstrings of the packages`)
  process.exitCode = 1
}
if (!process.argv.includes('--check')) {
  const into = join(root, 'docs/api')
  await reference.write(into)
  console.log(`${packages.length} packages: ${join(into, 'index.html')}`)
}
