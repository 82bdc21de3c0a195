import type { SearchMeasure, SearchMethod } from '../search/search-method.ts'
import { countOf, numberOf, numberTensor, type SearchTensors, vectorOf, vectorTensor } from '../search/tensors.ts'
import { askCmaEs, tellCmaEs } from './ask-tell.ts'
import { type CmaEsState, initCmaEs, variancesOf } from './cma-es-state.ts'
import { axisRatio } from './end.ts'
import { decodeFull, encodeFull } from './full-covariance.ts'
import { type CmaEsOptions, cmaEsSettings } from './options.ts'
import { decodeSeparable, encodeSeparable } from './separable-covariance.ts'

/** A state without its settings: iteration, mean, step size, both paths, and the covariance with its decomposition. */
export function encodeCmaEs({ iteration, mean, sigma, pathSigma, pathC, covariance }: CmaEsState): SearchTensors {
  return {
    iteration: numberTensor(iteration),
    mean: vectorTensor(mean),
    sigma: numberTensor(sigma),
    pathSigma: vectorTensor(pathSigma),
    pathC: vectorTensor(pathC),
    ...(covariance.kind === 'full' ? encodeFull(covariance) : encodeSeparable(covariance)),
  }
}

/** The state that the tensors hold. Throws an Error that names the tensor that does not fit n parameters. */
export function decodeCmaEs(tensors: SearchTensors, parameters: number, options: CmaEsOptions = {}): CmaEsState {
  const settings = cmaEsSettings(parameters, options)
  return {
    settings,
    iteration: countOf(tensors, 'iteration'),
    mean: vectorOf(tensors, 'mean', parameters),
    sigma: numberOf(tensors, 'sigma'),
    covariance: settings.covariance === 'full' ? decodeFull(tensors, parameters) : decodeSeparable(tensors, parameters),
    pathSigma: vectorOf(tensors, 'pathSigma', parameters),
    pathC: vectorOf(tensors, 'pathC', parameters),
  }
}

const MEASURES: Readonly<Record<'sigma' | 'axisRatio' | 'maxStd', SearchMeasure>> = {
  sigma: {
    title: 'Step size',
    description: 'sigma, where candidates are the mean plus sigma times a draw of N(0, C).',
  },
  axisRatio: {
    title: 'Longest to shortest axis',
    description: 'The square root of the condition number of the covariance, as it was last decomposed.',
  },
  maxStd: {
    title: 'Greatest spread of a parameter',
    description: 'The greatest standard deviation that a parameter of the next candidates has.',
  },
}

function numbersOf({ sigma, covariance }: CmaEsState): Readonly<Record<keyof typeof MEASURES, number>> {
  const most = variancesOf(covariance).reduce((a, b) => Math.max(a, b))
  return { sigma, axisRatio: axisRatio(covariance), maxStd: sigma * Math.sqrt(most) }
}

/**
 * CMA-ES: evolution strategy with covariance matrix adaptation. Hansen (2016), The CMA evolution strategy: a tutorial, arXiv
 * 1604.00772, to whose equations the numbers in the code refer. The TRPO paper cites Hansen and Ostermeier (1996), of which this
 * is today's form. Only the order of the fitnesses counts.
 *
 * Deviates: there are no restarts, and of the termination criteria (appendix B.3) only those beyond which the numbers mean
 * nothing (`cmaEsEnd`). The caller decides when to stop before that.
 */
export function cmaEsSearch(options: CmaEsOptions = {}): SearchMethod<CmaEsState> {
  // Whether the settings are in range does not depend on the number of parameters.
  const { active } = cmaEsSettings(2, options)
  const kept = options.covariance === undefined ? '' : `, ${options.covariance} covariance`
  return {
    summary: `CMA-ES${active ? '' : ' without negative weights'}${kept}`,
    measures: MEASURES,
    population: (parameters) => cmaEsSettings(parameters, options).population,
    init: (mean) => initCmaEs(mean, options),
    ask: askCmaEs,
    tell: tellCmaEs,
    numbers: numbersOf,
    encode: encodeCmaEs,
    decode: (tensors, parameters) => decodeCmaEs(tensors, parameters, options),
  }
}
