import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { checkPython, setUpPython } from '@trpo/envs/node'
import { afterAll, describe, expect, test } from 'vitest'
import { contentsIn, markerIn } from '../../src/node/python/find-python.ts'
import { testedPython } from './tested-python.ts'

const python = await testedPython()
const folder = mkdtempSync(join(tmpdir(), 'trpo-setup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A command on a path of its own, which runs a script of the shell. */
function onPath(name: string, script: string): { readonly path: string; readonly command: string } {
  const path = mkdtempSync(join(folder, 'bin-'))
  const command = join(path, name)
  writeFileSync(command, `#!/bin/sh\n${script}\n`)
  chmodSync(command, 0o755)
  return { path, command }
}

describe('without a Python that is new enough', () => {
  const empty = mkdtempSync(join(folder, 'empty-'))

  test('it is said what to install', async () => {
    const setUp = setUpPython({ folder: join(folder, 'a'), variables: { PATH: empty } })
    await expect(setUp).rejects.toMatchObject({ name: 'PythonError', fault: 'missing' })
    await expect(setUp).rejects.toThrow(/there is no Python on the path; install Python 3\.1[03].* --python/)
  })

  test('it is said which one is too old', async () => {
    const { path, command } = onPath('python3', 'echo 3.8.10')
    await expect(setUpPython({ folder: join(folder, 'b'), variables: { PATH: path } })).rejects.toThrow(
      'no Python is new enough (python3 is Python 3.8.10)',
    )
    await expect(setUpPython({ folder: join(folder, 'b'), python: command })).rejects.toThrow(
      `${command} is Python 3.8.10; give --python an interpreter of version 3.10 or newer`,
    )
    await expect(setUpPython({ folder: join(folder, 'b'), python: join(folder, 'none') })).rejects.toThrow(
      'cannot be started as Python',
    )
  })

  test('nothing is begun, and a folder with something else in it is left alone', async () => {
    expect(existsSync(join(folder, 'a'))).toBe(false)
    expect(existsSync(join(folder, 'b'))).toBe(false)
    const taken = join(folder, 'taken')
    mkdirSync(taken)
    writeFileSync(join(taken, 'notes.txt'), '')
    await expect(setUpPython({ folder: taken })).rejects.toThrow(`${taken} holds something else`)
    expect(readdirSync(taken)).toEqual(['notes.txt'])
  })

  test("an environment of the user's own is left as it is", async () => {
    const own = join(folder, 'own')
    mkdirSync(own)
    writeFileSync(join(own, 'pyvenv.cfg'), 'version = 3.8.10\n')
    await expect(setUpPython({ folder: own, python: 'python3' })).rejects.toThrow(
      'is left as it is; name another folder',
    )
    expect(readdirSync(own)).toEqual(['pyvenv.cfg'])
    expect(readFileSync(join(own, 'pyvenv.cfg'), 'utf8')).toBe('version = 3.8.10\n')
  })
})

describe.skipIf(python === undefined)('with Python', () => {
  // The environment of all tests, which is complete.
  const complete = dirname(dirname(python ?? ''))

  test('what is complete is left as it is, and the check says so', async () => {
    const before = statSync(contentsIn(complete)).mtimeMs
    const made = await setUpPython({ folder: complete, variables: { PATH: '' } })
    expect(made).toMatchObject({ wasThere: true, packages: { gymnasium: '1.4.0', 'ale-py': '0.12.1' } })
    expect(statSync(contentsIn(complete)).mtimeMs).toBe(before)
    const checked = checkPython({ folder: complete }, {})
    expect(checked).toMatchObject({ environment: 'complete', fault: undefined })
    expect(checked.versions).toMatchObject({ gymnasium: '1.4.0' })
  })

  test('a wheel whose digest is not that of the lock is not installed, and the same command continues', async () => {
    const target = join(folder, 'resumed')
    const lines: string[] = []
    const wheels = mkdtempSync(join(folder, 'wheels-'))
    writeFileSync(join(wheels, 'ale_py-0.12.1-py3-none-any.whl'), 'something else')
    const { path } = onPath('python3', `exec "${realPython()}" "$@"`)
    const refused = setUpPython({
      folder: target,
      variables: { ...process.env, PATH: `${path}:/usr/bin:/bin`, PIP_NO_INDEX: '1', PIP_FIND_LINKS: wheels },
      onLine: (line) => lines.push(line),
    })
    await expect(refused).rejects.toMatchObject({ fault: 'package' })
    await expect(refused).rejects.toThrow('what was installed is kept; run the same command to continue')
    expect(lines.join('\n')).toContain('DO NOT MATCH THE HASHES')
    expect(existsSync(join(target, 'pyvenv.cfg'))).toBe(true)
    expect(existsSync(markerIn(target))).toBe(true)
    expect(existsSync(contentsIn(target))).toBe(false)
    // It is known as one that was begun here, and goes on to the same wheel.
    const again = setUpPython({
      folder: target,
      variables: { ...process.env, PATH: `${path}:/usr/bin:/bin`, PIP_NO_INDEX: '1', PIP_FIND_LINKS: wheels },
    })
    await expect(again).rejects.toMatchObject({ fault: 'package' })
    expect(checkPython({ folder: target }, {})).toMatchObject({ environment: 'missing', interpreter: undefined })
  })

  test('a missing package is named', () => {
    const { command } = onPath('python', `exec "${realPython()}" -S -E "$@"`)
    const { fault } = checkPython({ python: command })
    expect(fault).toContain('the package numpy is missing')
    expect(fault).toContain('`trpo setup python` installs')
  })

  test.runIf(process.platform === 'linux')('a script that does not exec its interpreter is told to', () => {
    const { command } = onPath('python', `"${python}" "$@"\nexit $?`)
    const { fault } = checkPython({ python: command })
    expect(fault).toContain('exit code 66')
    expect(fault).toContain('a script that stands for an interpreter must run it by exec')
  })

  test('an interpreter that is too old to serve says so', () => {
    const { command } = onPath(
      'python',
      'echo "this is Python 3.8; the bridge needs Python 3.10 or newer" >&2; exit 64',
    )
    expect(checkPython({ python: command }).fault).toContain('this is Python 3.8; the bridge needs Python 3.10')
  })
})

/** The interpreter that the tested environment was made with. */
function realPython(): string {
  return execFileSync(python ?? '', ['-c', 'import sys; print(sys._base_executable)'], { encoding: 'utf8' }).trim()
}
