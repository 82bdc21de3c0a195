import { type FieldOf, whole } from '../kinds/field-schema.ts'

/** Environments stepped together: the same field for every sampler. */
export const lanes: FieldOf<number> = whole(
  1,
  65_536,
  'Environments stepped together. Part of the experiment: another number gives other bits.',
)
