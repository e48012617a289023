import { datasetOf } from '../../data/catalog/index.ts';
import type { DatasetRef } from '../../data/catalog/info.ts';
import type { DataSpec } from '../../experiment/schema.ts';

/** Another dataset with all its classes; the sizes that do not fit it are brought down to what does. */
export const chooseDataset = (data: DataSpec, id: string): DataSpec =>
  fitting({ ...withoutDataset(data), id, classes: null });

/** Some of the classes, or all for null; the sizes that do not fit them are brought down likewise. */
export const chooseClasses = (data: DataSpec, classes: DataSpec['classes']): DataSpec =>
  fitting({ ...data, classes });

function withoutDataset(data: DataSpec): Omit<DataSpec, keyof DatasetRef> {
  const { id: _id, sha256: _sha256, info: _info, ...form } = data;
  return form;
}

function fitting(data: DataSpec): DataSpec {
  const total = datasetOf(data)?.trainCount ?? 0;
  const validation = data.validation < total ? data.validation : Math.floor(total / 10);
  const left = total - validation;
  const trainCount = data.trainCount !== null && data.trainCount < left ? data.trainCount : null;
  return { ...data, validation, trainCount };
}
