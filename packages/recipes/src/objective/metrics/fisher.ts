import { fisher } from '@trpo/core'
import { type StrideKind, strideKind } from './stride.ts'

/** The analytic Fisher matrix of appendix C.1, over a part of the states. */
export const fisherKind: StrideKind<'fisher'> = strideKind('fisher', fisher)
