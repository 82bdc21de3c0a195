import { writeSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { interpreterIn } from '../../src/node/python/find-python.ts'
import { PythonError } from '../../src/node/python/python-error.ts'
import { setUpPython } from '../../src/node/setup/set-up-python.ts'

/** Where tests set Python up, once for all of them: it is kept between runs, as what is installed for Node is. */
const FOLDER = fileURLToPath(new URL('../../../../node_modules/.cache/trpo-python', import.meta.url))

/**
 * The interpreter of tests that need Gymnasium, as `trpo setup python` installs it. Undefined on a machine without Python, and a line
 * that says so: such tests are skipped there, unless `TRPO_TESTS_NEED_PYTHON` is 1, which makes them fail.
 */
export async function testedPython(): Promise<string | undefined> {
  try {
    const { folder } = await setUpPython({ folder: FOLDER })
    return interpreterIn(folder)
  } catch (error) {
    const mayBeMissing = process.env['TRPO_TESTS_NEED_PYTHON'] !== '1'
    if (!mayBeMissing || !(error instanceof PythonError) || error.fault !== 'missing') throw error
    writeSync(2, `tests that need Python are skipped: ${error.message}\n`)
    return undefined
  }
}
