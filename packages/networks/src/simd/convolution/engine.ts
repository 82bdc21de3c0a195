import type { Engine, EngineNetwork, RecordedPass } from '../engine.ts'
import { PANEL_ROWS } from '../kernels.ts'
import { setParameters, transposeWeights } from '../workspace.ts'
import { imagePlanOf } from './image-plan.ts'
import { type ImageSpace, imageSpaceFor } from './image-space.ts'
import { appendToInputs, forwardPanel, jvpPanel, placeOf, vjpPanel } from './panel-passes.ts'
import type { PanelOwner } from './panel-pool.ts'

/** The panels of a tape: their records, and which of them hold the activations of the current pass. */
interface TapePanels extends PanelOwner {
  filled: Uint8Array
}

/**
 * The kernels of networks with convolutions. They go through a batch panel by panel, 8 rows at a time, and `vjp` adds up
 * so many in f32. The inputs stay with their tape; activations are kept from the forward pass on, within the limit, in
 * the memory of the kernels itself.
 *
 * Throws a RangeError when inputs are rescaled by any but the first layer.
 */
export function convolutionEngine(network: EngineNetwork): Engine {
  const { inputSize, outputSize, parameterCount } = network
  const plan = imagePlanOf(network)
  // The first pass makes it: a network that is only described needs no memory.
  let space: ImageSpace | undefined
  const owners = new WeakMap<object, TapePanels>()

  const working = (pass: RecordedPass): ImageSpace => {
    space ??= imageSpaceFor(plan, network)
    setParameters(space, space.theta, pass.theta, pass.frozen)
    return space
  }

  const panelsOf = ({ memory, rows }: RecordedPass): TapePanels => {
    const count = Math.ceil(rows / PANEL_ROWS)
    let owner = owners.get(memory)
    if (owner === undefined) {
      owner = { records: new Int32Array(0), filled: new Uint8Array(0) }
      owners.set(memory, owner)
    }
    if (owner.records.length < count) {
      const records = new Int32Array(count).fill(-1)
      records.set(owner.records)
      owner.records = records
      owner.filled = new Uint8Array(count)
    }
    return owner
  }

  /** Calls `visit` with each panel of a pass, its number of rows, and the address of its activations, which are in place. */
  const forEachPanel = (
    working: ImageSpace,
    pass: RecordedPass,
    visit: (panel: number, rows: number, at: number) => void,
  ): void => {
    const owner = panelsOf(pass)
    const { pool, theta } = working
    for (let panel = 0; panel * PANEL_ROWS < pass.rows; panel++) {
      const rows = Math.min(PANEL_ROWS, pass.rows - panel * PANEL_ROWS)
      let record = pool.find(owner, panel, theta.version)
      const computed = record >= 0 && owner.filled[panel] !== 0
      if (record < 0) record = pool.take(owner, panel, theta.version)
      const at = working.recordAt(record)
      placeInputs(working, pass, panel, rows)
      if (computed) appendToInputs(working, rows)
      else forwardPanel(working, rows, at)
      owner.filled[panel] = record < 0 ? 0 : 1
      visit(panel, rows, at)
    }
  }

  /** Copies the outputs of a panel, or their tangents, to where they belong. */
  const copyOut = (working: ImageSpace, panel: number, rows: number, from: number, target: Float32Array): void => {
    const { kernels, staging } = working
    kernels.rowsFromPanels(rows, outputSize, from, plan.stride, staging)
    target.set(working.f32.subarray(staging / 4, staging / 4 + rows * outputSize), panel * PANEL_ROWS * outputSize)
  }

  const placeInputs = (working: ImageSpace, { x }: RecordedPass, panel: number, rows: number): void => {
    const { kernels, convolution, staging, input } = working
    const { factor, offset } = plan
    const own = x.subarray(panel * PANEL_ROWS * inputSize, (panel * PANEL_ROWS + rows) * inputSize)
    if (own instanceof Uint8Array) {
      working.u8.set(own, staging)
      convolution.panelFromBytes(rows, inputSize, staging, input, factor, offset)
      return
    }
    working.f32.set(own, staging / 4)
    kernels.panelsFromRows(rows, inputSize, staging, input, plan.stride)
    if (factor !== 1 || offset !== 0) convolution.rescale(input, input, inputSize, factor, offset)
  }

  return {
    forward(pass): void {
      const ready = working(pass)
      panelsOf(pass).filled.fill(0)
      forEachPanel(ready, pass, (panel, rows, at) =>
        copyOut(ready, panel, rows, placeOf(ready, at, plan.output), pass.y),
      )
    },

    jvp(pass, dtheta, dy): void {
      if (!plan.dependent) return
      const ready = working(pass)
      setParameters(ready, ready.direction, dtheta, false)
      forEachPanel(ready, pass, (panel, rows, at) => {
        jvpPanel(ready, at)
        copyOut(ready, panel, rows, ready.tangents + plan.output, dy)
      })
    },

    vjp(pass, ybar, into): void {
      if (!plan.dependent) return
      const ready = working(pass)
      transposeWeights(ready)
      ready.f64.set(into, ready.sums / 8)
      forEachPanel(ready, pass, (panel, rows, at) => {
        const first = panel * PANEL_ROWS * outputSize
        const { kernels, staging } = ready
        // Numbers in f64 are rounded here.
        ready.f32.set(ybar.subarray(first, first + rows * outputSize), staging / 4)
        kernels.panelsFromRows(rows, outputSize, staging, ready.tangents + plan.output, plan.stride)
        vjpPanel(ready, rows, at)
      })
      into.set(ready.f64.subarray(ready.sums / 8, ready.sums / 8 + parameterCount))
    },

    drop(memory): void {
      const owner = owners.get(memory)
      if (owner !== undefined) space?.pool.drop(owner)
    },
  }
}
