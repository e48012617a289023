import { sizeOf } from '../../../core/shape.ts';
import type { ReferenceState } from '../../../optim/reference.ts';
import type { LaneSnapshot, SnapshotFormat, SnapshotValues } from '../../../optim/snapshot.ts';
import { guarded, tensorName } from '../../../optim/snapshot.ts';

/** A lane's state as a snapshot: float64 all but the running statistics, which tfjs keeps in float32. */
export function snapshotOf(
  format: SnapshotFormat,
  step: number,
  { fields, pastGradients, guard }: ReferenceState,
  statistics: readonly Float32Array<ArrayBuffer>[],
): LaneSnapshot {
  const tensors = new Map<string, SnapshotValues>();
  format.parameters.forEach(({ name, shape }, i) => {
    for (const [field, arrays] of fields)
      tensors.set(nameOf(field, name), Float64Array.from(arrays[i] ?? []));
    const size = sizeOf(shape);
    const gradients = new Float64Array((pastGradients[i]?.length ?? 0) * size);
    for (const [row, values] of (pastGradients[i] ?? []).entries()) gradients.set(values, row * size);
    tensors.set(tensorName.gradients(name), gradients);
  });
  format.statistics.forEach(({ name }, i) => {
    tensors.set(tensorName.statistic(name), statistics[i] ?? new Float32Array(0));
  });
  for (const watched of guarded)
    tensors.set(tensorName.guard(watched), Float64Array.from(guard?.values.get(watched) ?? []));
  return format.create(
    step,
    guard?.acceptedSteps ?? step,
    (name) => tensors.get(name) ?? new Float64Array(0),
  );
}

/** What the update goes on from, out of a snapshot that has been checked. */
export function referenceState(
  { plan, parameters }: SnapshotFormat,
  { acceptedSteps, tensors }: LaneSnapshot,
): ReferenceState {
  const valuesOf = (name: string) => Float64Array.from(tensors[name]?.values ?? []);
  const field = (of: string) => parameters.map(({ name }) => valuesOf(nameOf(of, name)));
  return {
    fields: new Map(['theta', ...plan.slots.map(({ name }) => name)].map((name) => [name, field(name)])),
    pastGradients: parameters.map(({ name, shape }) =>
      rowsOf(valuesOf(tensorName.gradients(name)), sizeOf(shape)),
    ),
    guard: plan.guarded
      ? {
          acceptedSteps,
          values: new Map(guarded.map((name) => [name, [...valuesOf(tensorName.guard(name))]])),
        }
      : null,
  };
}

const nameOf = (field: string, parameter: string): string =>
  field === 'theta' ? tensorName.weight(parameter) : tensorName.slot(field, parameter);

const rowsOf = (values: Float64Array, size: number): Float64Array[] =>
  Array.from({ length: values.length / size }, (_, row) => values.slice(row * size, (row + 1) * size));
