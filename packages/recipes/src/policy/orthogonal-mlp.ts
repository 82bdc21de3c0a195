import type { PolicyModel } from '@trpo/policies'
import type { FittedEnvironment } from '../environments/prepare-environment.ts'
import type { Kind } from '../kinds/kind.ts'
import { type MlpConfig, mlp, mlpPolicy } from './mlp.ts'

/** A network of dense layers that starts from orthogonal weights. */
export interface OrthogonalMlpConfig extends Omit<MlpConfig, 'kind'> {
  readonly kind: 'orthogonal-mlp'
}

/** The policies of other libraries: those of `mlp`, with orthogonal initial weights and a gain of sqrt(2) in hidden layers. */
export const orthogonalMlp: Kind<OrthogonalMlpConfig, FittedEnvironment, PolicyModel> = {
  kind: 'orthogonal-mlp',
  fields: mlp.fields,
  defaults: { ...mlp.defaults, kind: 'orthogonal-mlp' },
  build: ({ kind: _, ...config }, environment) => mlpPolicy(config, environment, 'orthogonal'),
}
