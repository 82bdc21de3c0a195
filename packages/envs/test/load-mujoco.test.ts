import { loadMujoco } from '@trpo/envs/mujoco'
import { afterEach, describe, expect, it, vi } from 'vitest'

describe('loadMujoco', () => {
  afterEach(() => {
    vi.doUnmock('@mujoco/mujoco')
    vi.resetModules()
  })

  it('says what to install when the package is not there', async () => {
    vi.doMock('@mujoco/mujoco', () => {
      throw new Error('Cannot find package')
    })
    await expect(loadMujoco()).rejects.toThrow('npm i @mujoco/mujoco')
  })

  it('passes options on, and says what went wrong when MuJoCo does not start', async () => {
    const load = vi.fn().mockRejectedValue(new Error('no wasm here'))
    vi.doMock('@mujoco/mujoco', () => ({ default: load }))
    const options = { locateFile: (name: string) => name }
    await expect(loadMujoco(options)).rejects.toThrow('MuJoCo did not start: no wasm here')
    expect(load).toHaveBeenCalledWith(options)
  })
})
