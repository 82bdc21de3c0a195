import {
  halfCheetah,
  hopper,
  invertedDoublePendulum,
  invertedPendulum,
  type PlanarModel,
  reacher,
  swimmer,
  walker2d,
} from '@trpo/physics'
import { crawler } from './crawler.ts'
import { logs } from './logs.ts'

/** Every model with goldens, by the name of its files. */
export const models: Readonly<Record<string, PlanarModel>> = {
  swimmer,
  hopper,
  walker2d,
  half_cheetah: halfCheetah,
  inverted_pendulum: invertedPendulum,
  inverted_double_pendulum: invertedDoublePendulum,
  reacher,
  crawler,
  logs,
}
