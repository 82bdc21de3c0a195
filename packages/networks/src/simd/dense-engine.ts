import type { RealArray } from '@trpo/math'
import { isBuiltIn } from '../from-description.ts'
import { blocksOf, chunksOf, compute, copyRowsOut, makeResident, rowsOfChunk } from './chunks.ts'
import type { Engine, EngineNetwork } from './engine.ts'
import { forwardFew } from './few-rows.ts'
import { keptActivations } from './kept-activations.ts'
import { jvpBlock, vjpBlock } from './passes.ts'
import { planOf } from './plan.ts'
import type { SimdTape } from './simd-tape.ts'
import { FEW_ROWS, setParameters, transposeWeights, type Workspace, workspaceFor } from './workspace.ts'

/** The kernels of networks of dense layers, which go through a batch in chunks that stay in their memory. */
export function denseEngine(network: EngineNetwork): Engine<SimdTape> {
  const { inputSize, outputSize, parameterCount } = network
  const plan = planOf(network.layers.filter(isBuiltIn), inputSize)
  const kept = keptActivations(network.activationBytes)
  // The first pass makes it: a network that is only described needs no memory.
  let workspace: Workspace | undefined
  const working = (): Workspace => {
    workspace ??= workspaceFor(plan, parameterCount, inputSize, outputSize)
    return workspace
  }

  return {
    forward(tape): void {
      const space = working()
      tape.memory.keptChunks.fill(0)
      setParameters(space, space.theta, tape.theta, tape.frozen)
      if (tape.rows <= FEW_ROWS) {
        forwardFew(space, tape)
        return
      }
      for (let chunk = 0; chunk < chunksOf(tape.rows); chunk++) {
        for (const block of compute(space, tape, chunk)) {
          const target = space.staging + 4 * block.first * outputSize
          space.kernels.rowsFromPanels(block.rows, outputSize, block.at + plan.output, plan.stride, target)
        }
        copyRowsOut(space, tape.rows, chunk, tape.y)
      }
    },

    jvp(tape, dtheta, dy): void {
      if (!plan.dependent) return
      const space = working()
      setParameters(space, space.theta, tape.theta, tape.frozen)
      setParameters(space, space.direction, dtheta, false)
      for (let chunk = 0; chunk < chunksOf(tape.rows); chunk++) {
        makeResident(space, kept, tape, chunk)
        for (const block of blocksOf(space, tape, chunk)) {
          jvpBlock(space, block)
          const target = space.staging + 4 * block.first * outputSize
          space.kernels.rowsFromPanels(block.rows, outputSize, space.tangents + plan.output, plan.stride, target)
        }
        copyRowsOut(space, tape.rows, chunk, dy)
      }
    },

    vjp(tape, ybar: RealArray, into): void {
      if (!plan.dependent) return
      const space = working()
      setParameters(space, space.theta, tape.theta, tape.frozen)
      transposeWeights(space)
      space.f64.set(into, space.sums / 8)
      for (let chunk = 0; chunk < chunksOf(tape.rows); chunk++) {
        makeResident(space, kept, tape, chunk)
        // Numbers in f64 are rounded here.
        space.f32.set(rowsOfChunk(ybar, tape.rows, chunk, outputSize), space.staging / 4)
        for (const block of blocksOf(space, tape, chunk)) {
          const source = space.staging + 4 * block.first * outputSize
          space.kernels.panelsFromRows(block.rows, outputSize, source, space.tangents + plan.output, plan.stride)
          vjpBlock(space, block)
        }
      }
      into.set(space.f64.subarray(space.sums / 8, space.sums / 8 + parameterCount))
    },

    drop: (memory) => kept.drop(memory),
  }
}
