import type { OptimizerDeclaration } from '../../optim/transform.ts';
import type { ElementwiseTuning } from './elementwise.ts';
import { elementwiseKernel } from './elementwise.ts';
import { programToWgsl } from './expr-wgsl.ts';
import type { Kernel } from './kernel.ts';
import { input, output } from './shader.ts';
import { clockOutput, windClock } from './step-clock.ts';

export interface OptimizerShape {
  /** Floats in each arena, a multiple of 4. */
  readonly length: number;
  /** Rows of the table of hyper-parameters: how many steps ahead the host may write. */
  readonly hyperRows: number;
}

/** The columns of the table of hyper-parameters: the optimizer's own, in the order it declares them, then `momentumNext`. */
export const hyperColumns = (optimizer: OptimizerDeclaration): string[] => [
  ...optimizer.hyper.map(({ key }) => key),
  'momentumNext',
];

/**
 * One step of an optimizer for every parameter at once, in place: its program, element by element, each operation
 * rounded on its own to float32. Tunings: `elementwiseTunings`.
 *   theta   weights [length], all parameters back to back; written
 *   g       gradients [length]
 *   <slot>  one arena [length] for each slot, named as the optimizer names it; written
 *   hyper   table [hyperRows, hyperColumns]; the step's row is step % hyperRows
 *   clock   see step-clock.ts; this kernel winds it, as the last of a step
 * Whatever fills the space between parameters takes part; zeros stay zeros.
 * @throws RangeError when the length is no multiple of 4
 */
export function optimizerStep(
  optimizer: OptimizerDeclaration,
  { length, hyperRows }: OptimizerShape,
  tuning: ElementwiseTuning,
): Kernel {
  if (length % 4 !== 0)
    throw new RangeError(`optimizer: the arena must be a multiple of 4 floats, got ${length}`);
  const slots = optimizer.slots.map(({ name }) => name);
  const columns = hyperColumns(optimizer);
  const scope = new Map([
    ...columns.map((key) => [key, `hyper_${key}`] as const),
    ['theta', 'theta_in'],
    ['g', 'g_in'],
  ]);
  for (const slot of slots) scope.set(slot, `${slot}_in`);
  const { statements, names } = programToWgsl(optimizer.program, scope);
  const used = columns.filter((key) => new RegExp(`\\bhyper_${key}\\b`).test(statements));
  return elementwiseKernel(
    {
      name: `optimizer ${optimizer.id} ${length}`,
      items: length / 4,
      flops: length * (statements.match(/ [-+*/] /g)?.length ?? 0),
      buffers: [
        output('theta', length / 4, 'vec4f'),
        input('g', length / 4, 'vec4f'),
        ...slots.map((slot) => output(slot, length / 4, 'vec4f')),
        input('hyper', hyperRows * columns.length),
        clockOutput,
      ],
      before: `let step = clock[0];
${used.map((key) => `let hyper_${key} = hyper[step % ${hyperRows}u * ${columns.length}u + ${columns.indexOf(key)}u];`).join('\n')}
if (index == 0u) { ${windClock} }`,
      body: `let theta_in = theta[i];
let g_in = g[i];
${slots.map((slot) => `let ${slot}_in = ${slot}[i];`).join('\n')}
${statements}
${['theta', ...slots].map((name) => `${name}[i] = vec4f(${names.get(name)});`).join('\n')}`,
    },
    tuning,
  );
}
