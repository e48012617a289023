import { findDataset } from '../../data/index.ts';
import type { ExperimentSpec } from '../../spec/schema.ts';

type Data = ExperimentSpec['data'];

/** Another dataset; the sizes that do not fit it are brought down to what does. */
export function chooseDataset(data: Data, id: string): Data {
  const total = findDataset(id)?.trainCount ?? 0;
  const validation = data.validation < total ? data.validation : Math.floor(total / 10);
  const left = total - validation;
  const trainCount = data.trainCount !== null && data.trainCount < left ? data.trainCount : null;
  return { ...data, id, validation, trainCount };
}
