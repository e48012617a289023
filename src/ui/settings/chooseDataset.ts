import { datasetOf } from '../../data/catalog/index.ts';
import type { ExperimentSpec } from '../../experiment/schema.ts';

type Data = ExperimentSpec['data'];

/** Another dataset with all its classes; the sizes that do not fit it are brought down to what does. */
export const chooseDataset = (data: Data, id: string): Data => fitting({ ...data, id, classes: null });

/** Some of the classes, or all for null; the sizes that do not fit them are brought down likewise. */
export const chooseClasses = (data: Data, classes: Data['classes']): Data => fitting({ ...data, classes });

function fitting(data: Data): Data {
  const total = datasetOf(data)?.trainCount ?? 0;
  const validation = data.validation < total ? data.validation : Math.floor(total / 10);
  const left = total - validation;
  const trainCount = data.trainCount !== null && data.trainCount < left ? data.trainCount : null;
  return { ...data, validation, trainCount };
}
