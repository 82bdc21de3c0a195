import type { PolicyModel } from '@trpo/policies'
import type { FittedEnvironment } from '../environments/prepare-environment.ts'
import type { Kind, Loaded } from '../kinds/kind.ts'
import { type ConvolutionalConfig, convolutional } from './convolutional.ts'
import { type MlpConfig, mlp } from './mlp.ts'
import { type OrthogonalMlpConfig, orthogonalMlp } from './orthogonal-mlp.ts'

/** What a config may say of the policy. */
export type PolicyConfig = MlpConfig | OrthogonalMlpConfig | ConvolutionalConfig

/** The policies, by kind. A new one is a file of its own and a line here. */
export const policies: readonly Kind<PolicyConfig, FittedEnvironment, Loaded<PolicyModel>>[] = [
  mlp,
  orthogonalMlp,
  convolutional,
]
