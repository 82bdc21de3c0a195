/// <reference types="node" />
export { asRunError, InterruptedError, RunError, TakenError } from './errors.ts'
export { csvLine } from './exports/csv-line.ts'
export { exportRun, presentExports, RUN_EXPORTS, type RunExport } from './exports/run-export.ts'
export { bestEvaluation, evaluationsOf, type PlacedEvaluation } from './figures/best-evaluation.ts'
export { type BootstrapOptions, bootstrapInterval, type Interval } from './figures/bootstrap.ts'
export {
  type CurvePoint,
  curvePoints,
  LAST,
  type LearningFigures,
  learningFigures,
  type SampleSpread,
  sampleSpread,
} from './figures/learning-figures.ts'
export { type MeanCurvePoint, meanCurve } from './figures/mean-curve.ts'
export { CURVE_AXES, type CurveAxis, type PlacedReturn, placedReturns } from './figures/placed-returns.ts'
export { runNotes } from './figures/run-notes.ts'
export {
  type CheckpointFile,
  DamagedCheckpointError,
  listCheckpoints,
  loadCheckpoint,
  saveCheckpoint,
} from './files/checkpoint-files.ts'
export { configDigest, type RunConfig } from './files/config-identity.ts'
export { displayPath } from './files/display-path.ts'
export { exists } from './files/exists.ts'
export { type FailedEpisode, readFailedEpisode } from './files/failed-episode.ts'
export { findCheckpoint } from './files/find-checkpoint.ts'
export { listRuns, type RunSummary } from './files/find-runs.ts'
export { readJson } from './files/json-file.ts'
export { appendMetrics, readMetrics } from './files/metrics-file.ts'
export { assertFree, createRun, makeDirectory } from './files/new-run.ts'
export { OtherVersionError } from './files/other-version.ts'
export { otherCommits, type Provenance, provenanceNow, type Resumption, resumptionNow } from './files/provenance.ts'
export { trainedBy, withRunLock } from './files/run-lock.ts'
export { type RunPaths, runPaths } from './files/run-paths.ts'
export { shellLine, shellWords } from './files/shell-line.ts'
export { resumeAfter, systemMessage, writing } from './files/storage-error.ts'
export { readRun, type StoredRun, writeIterations, writeResumption } from './files/stored-run.ts'
export { makeFolder, writeFileWhole } from './files/write-file.ts'
export { withSweep } from './sweep/begin-sweep.ts'
export { readFailures, type SweepFailure, type SweepFailures, writeFailures } from './sweep/failures-file.ts'
export { type GridAxis, type GridPoint, gridOf, runNames } from './sweep/grid.ts'
export { bestOf, type HalvingPlan, type HalvingRound, halvingRounds } from './sweep/halving.ts'
export { type OverCores, overCores } from './sweep/over-cores.ts'
export { drawPoint, type SpaceAxis, type SpaceRange } from './sweep/space.ts'
export {
  isSweep,
  readSweep,
  type Sweep,
  type SweepPaths,
  type SweepRun,
  sweepPaths,
} from './sweep/sweep-file.ts'
export { type SweepRunState, sweepStates } from './sweep/sweep-states.ts'
export { exportListener } from './train/export-listener.ts'
export { isPolicyCurrent } from './train/is-complete.ts'
export {
  findStart,
  type RunStart,
  readState,
  type TrainRunListener,
  type TrainRunOutcome,
  trainRun,
} from './train/train-run.ts'
export { type BeginRunSettings, beginRun, type ResumeRunSettings, resumeRun } from './train/whole-run.ts'
export { type Difference, jsonDifferences } from './verify/difference.ts'
export { findRecorded, type Recorded } from './verify/find-recorded.ts'
export { type Verification, verifyRun } from './verify/verify-run.ts'
