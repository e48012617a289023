import { datasetOf } from '../data/catalog/index.ts';
import type { ExperimentSpec } from './schema.ts';

export type LengthUnit = 'steps' | 'epochs' | 'stopped';
type Training = ExperimentSpec['training'];
type Data = ExperimentSpec['data'];

/** How many images are trained on: those that validation leaves, or the first `trainCount` of them. */
export function trainingImages(data: Data): number {
  const { trainCount, validation } = data;
  const left = Math.max(0, (datasetOf(data)?.trainCount ?? 0) - validation);
  return Math.min(trainCount ?? left, left);
}

/** Whole batches in one pass over the training images. */
export const stepsPerEpoch = (data: Data): number => Math.floor(trainingImages(data) / data.batchSize);

export function lengthUnit({ steps, epochs }: Training): LengthUnit {
  if (steps !== null) return 'steps';
  return epochs === null ? 'stopped' : 'epochs';
}

/** The same length in another unit; from a run until stopped, two epochs. */
export function withUnit(training: Training, unit: LengthUnit, perEpoch: number): Training {
  if (unit === lengthUnit(training)) return training;
  if (unit === 'stopped') return { ...training, steps: null, epochs: null };
  const steps = training.steps ?? (training.epochs ?? 2) * perEpoch;
  if (unit === 'steps') return { ...training, steps: Math.max(1, steps), epochs: null };
  return { ...training, steps: null, epochs: Math.max(1, Math.round(steps / Math.max(1, perEpoch))) };
}

/** Steps the whole run is long; null until stopped. */
export function totalStepsOf({ training, data }: ExperimentSpec): number | null {
  if (training.steps !== null) return training.steps;
  return training.epochs === null ? null : Math.max(1, training.epochs * stepsPerEpoch(data));
}
