import type { ErrorReport } from '../core/errors.ts';
import { DownhillError, toErrorReport } from '../core/errors.ts';
import { datasetOf } from '../data/catalog/index.ts';
import type { ExperimentSpec } from '../experiment/schema.ts';
import type { ChosenWeights } from '../nn/files/chosen-files.ts';
import type { PretrainedWeights } from '../nn/files/start-values.ts';
import { layersOf } from '../nn/index.ts';
import { useApp } from './app.ts';
import { readElsewhere } from './elsewhere.ts';
import type { StoredWeights } from './kept-weights.ts';
import { findWeights, keepWeights, sha256Of } from './kept-weights.ts';
import { openExperiment } from './opening.ts';
import { patchRun } from './patch.ts';

/** Why a start was not taken, or null where it was. */
type PendingError = Promise<ErrorReport | null>;

/** The path of an error that says that weights are not on this machine. */
const awaitedPath = 'start.sha256';

/**
 * Starts the experiment anew from files that were chosen or dropped at once; from all but the head where only that does
 * not fit. Where a link waits for its own file, no other is taken.
 */
export const startFromFiles = (files: readonly File[]): PendingError =>
  reported(async () => {
    const { file, tensors, excluded, ...origin } = await readWeightsFiles(files);
    const about = { ...origin, excluded: excluded.map(({ name }) => name) };
    const { spec, run } = useApp.getState();
    if (run.error?.path === awaitedPath && spec.start !== null) {
      await checkAwaited(file, spec.start.sha256);
      await keepWeights(file, about);
      await openExperiment(spec, useApp.getState().presetId);
      return;
    }
    const head = await fitsWithHead(spec, { tensors });
    const { sha256 } = await keepWeights(file, about);
    await openExperiment({ ...spec, start: { sha256, head } }, null);
  });

/**
 * Starts a run that failed for want of the file its link names. Where another file is chosen, the run says so and keeps
 * waiting.
 */
export async function startFromAwaited(files: readonly File[]): Promise<void> {
  const error = await startFromFiles(files);
  if (error) patchRun({ error: { ...error, path: awaitedPath } });
}

/** The same with a file that is kept on this machine. */
export const startFromStored = ({ sha256, file }: StoredWeights): PendingError =>
  reported(async () => {
    const { spec } = useApp.getState();
    const head = await fitsWithHead(spec, await readStored(file));
    await openExperiment({ ...spec, start: { sha256, head } }, null);
  });

/** The same file with the last layer, or without. */
export const startWithHead = (head: boolean): PendingError =>
  reported(async () => {
    const { spec } = useApp.getState();
    if (spec.start === null) return;
    const stored = await findWeights(spec.start.sha256);
    if (stored) await checkFits(spec, { ...(await readStored(stored.file)), head });
    await openExperiment({ ...spec, start: { ...spec.start, head } }, null);
  });

/** Starts the experiment anew from random weights. */
export const startAtRandom = (): PendingError =>
  reported(() => openExperiment({ ...useApp.getState().spec, start: null }, null));

async function reported(work: () => Promise<unknown>): PendingError {
  try {
    await work();
    return null;
  } catch (error) {
    return toErrorReport(error);
  }
}

/** Whether a file fits with its last layer. @throws DownhillError where it fits not even without */
async function fitsWithHead(spec: ExperimentSpec, file: Omit<PretrainedWeights, 'head'>): Promise<boolean> {
  try {
    await checkFits(spec, { ...file, head: true });
    return true;
  } catch (error) {
    if (toErrorReport(error).path === 'start.head') return false;
    throw error;
  }
}

async function checkAwaited(file: Blob, awaited: string): Promise<void> {
  const sha256 = await sha256Of(file);
  if (sha256 === awaited) return;
  throw new DownhillError({
    code: 'data',
    path: awaitedPath,
    fact: { id: 'weightsOtherFile', params: { expected: awaited.slice(0, 12), got: sha256.slice(0, 12) } },
  });
}

/** @throws DownhillError where the weights do not fit the network */
async function checkFits({ data, model }: ExperimentSpec, weights: PretrainedWeights): Promise<void> {
  const { checkPretrained } = await import('../nn/files/start-values.ts');
  const { shape, classCount } = datasetOf(data) ?? { shape: [], classCount: 0 };
  checkPretrained(layersOf(model, shape, classCount), weights);
}

async function readStored(file: Blob) {
  const { readSafetensors } = await import('../nn/files/safetensors.ts');
  return readSafetensors(new Uint8Array(await file.arrayBuffer()));
}

/**
 * Reads what was chosen or dropped at once, in a worker of its own: a .safetensors file, all parts of one, or a model.json
 * with its .bin files.
 * @throws DownhillError code `data`, path `file`, naming what is missing or wrong
 */
export const readWeightsFiles = (files: readonly File[]): Promise<ChosenWeights> =>
  readElsewhere({ kind: 'weights', files });
