import type { Plan } from '../../../optim/plan.ts';
import type { StorageBuffer } from '../shader.ts';
import { input } from '../shader.ts';

/** What every kernel of an update shares. */
export interface UpdateShape {
  /** Floats in each arena, a multiple of 4. */
  readonly length: number;
  /** Rows of the table of host scalars, and of the metrics ring: how many steps ahead the host may write. */
  readonly rows: number;
  /** Values of the metrics ring a step: `metricsColumns` for each lane. */
  readonly metricsStride: number;
  /** Where this lane's values begin. */
  readonly metricsColumn: number;
}

/** What a lane leaves in the metrics ring at each step. */
export const metricsColumns = ['loss', 'norm', 'accepted'] as const;

/** The place in the metrics ring of one of this lane's values at the step under way. */
export const metricsIndex = (
  { rows, metricsStride, metricsColumn }: UpdateShape,
  value: (typeof metricsColumns)[number],
): string =>
  `stepCounter[0] % ${rows}u * ${metricsStride}u + ${metricsColumn + metricsColumns.indexOf(value)}u`;

/** The table of host scalars: [rows, columns], the step's row is step % rows. */
export const hostTable = ({ hostScalars }: Plan, { rows }: UpdateShape): StorageBuffer =>
  input('hostScalars', rows * Math.max(1, hostScalars.length));

/** Loads the host scalars and step scalars that `text` uses, each under its prefixed name. */
export function loadScalars(plan: Plan, { rows }: UpdateShape, text: string): string {
  const { hostScalars, stepScalars } = plan;
  const loads = hostScalars.flatMap(({ name }, i) =>
    uses(text, `host_${name}`)
      ? [`let host_${name} = hostScalars[stepCounter[0] % ${rows}u * ${hostScalars.length}u + ${i}u];`]
      : [],
  );
  const scalarLoads = stepScalars.flatMap((name, i) =>
    uses(text, `step_${name}`) ? [`let step_${name} = stepScalars[${i}u];`] : [],
  );
  return [...loads, ...scalarLoads].join('\n');
}

export const uses = (text: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(text);

/** Under which WGSL names a program finds the host scalars and the step scalars. */
export const scalarNames = ({ hostScalars, stepScalars }: Plan): (readonly [string, string])[] => [
  ...hostScalars.map(({ name }) => [name, `host_${name}`] as const),
  ...stepScalars.map((name) => [name, `step_${name}`] as const),
];
