import type { ElementwiseStage, Plan } from '../../../optim/plan.ts';
import type { ElementwiseTuning } from '../elementwise/elementwise.ts';
import { elementwiseKernel } from '../elementwise/elementwise.ts';
import { programToWgsl } from '../expr-wgsl.ts';
import type { Kernel } from '../kernel.ts';
import { input, output } from '../shader.ts';
import { advanceStep, stepCounterInput, stepCounterOutput } from '../step-counter.ts';
import type { UpdateShape } from './update-buffers.ts';
import { hostTable, loadScalars, scalarNames, uses } from './update-buffers.ts';

/** In the buffer `groups`, one for each vec4 of the arena: whether it belongs to a matrix. */
export const matrixGroup = 1;

/**
 * One element-wise stage of an update for every parameter at once, in place: its program, element by element, each
 * operation rounded on its own to float32. Tunings: `elementwiseTunings`.
 *   theta    weights [length], all parameters back to back
 *   g        gradients [length]
 *   <slot>   one arena [length] for each slot, named as the optimizer names it
 *   hostScalars  the table of host scalars, see update-buffers.ts
 *   stepScalars  [step scalars], where the program reads one or the plan is guarded
 *   groups   u32 [length / 4], `matrixGroup` or 0, where the plan is grouped
 *   stepCounter    see step-counter.ts; advanced where this is the `last` stage of the step
 * What the stage names in `writes` is written. Whatever fills the space between parameters takes part; zeros stay.
 * Where the plan is guarded and the step was not accepted, weights and slots stay to the bit.
 * @throws RangeError when the length is no multiple of 4
 */
export function optimizerStage(
  name: string,
  plan: Plan,
  stage: ElementwiseStage,
  shape: UpdateShape & { readonly last: boolean },
  tuning: ElementwiseTuning,
): Kernel {
  const { length, last } = shape;
  if (length % 4 !== 0)
    throw new RangeError(`optimizer: the arena must be a multiple of 4 floats, got ${length}`);
  const vec4Count = length / 4;
  const fields = ['theta', 'g', ...plan.slots.map((slot) => slot.name)];
  const { text, flops } = statementsOf(plan, stage, fields);
  const store = stage.writes.map((field) => `${field}[i] = ${storedValue(plan, field)};`).join('\n');
  const body = `${text}\n${store}`;
  const used = fields.filter((field) => uses(body, `${field}_in`) || stage.writes.includes(field));
  const loads = loadScalars(plan, shape, body);
  return elementwiseKernel(
    {
      name: `${name} ${length}`,
      items: vec4Count,
      flops: length * flops,
      buffers: [
        ...used.map((field) => (stage.writes.includes(field) ? output : input)(field, vec4Count, 'vec4f')),
        ...(loads.includes('hostScalars[') ? [hostTable(plan, shape)] : []),
        ...(loads.includes('stepScalars[') ? [input('stepScalars', plan.stepScalars.length)] : []),
        ...(uses(body, 'groups') ? [input('groups', vec4Count, 'u32')] : []),
        ...(last ? [stepCounterOutput] : loads.includes('stepCounter[') ? [stepCounterInput] : []),
      ],
      before: `${loads}\n${last ? `if (index == 0u) { ${advanceStep} }` : ''}`,
      body: `${used.map((field) => `let ${field}_in = ${field}[i];`).join('\n')}\n${body}`,
    },
    tuning,
  );
}

/** What is stored: the new value, or the old one where a guard refused the step. Gradients are not state. */
const storedValue = ({ guarded }: Plan, field: string): string =>
  guarded && field !== 'g' ? `select(${field}_in, ${field}_out, step_accepted > 0.5)` : `${field}_out`;

function statementsOf(plan: Plan, { parts, writes }: ElementwiseStage, fields: readonly string[]) {
  const scope = new Map([...scalarNames(plan), ...fields.map((field) => [field, `${field}_in`] as const)]);
  let flops = 0;
  const blocks = parts.map(({ group, program }) => {
    const { statements, names } = programToWgsl(program, scope);
    flops = Math.max(flops, statements.match(/ [-+*/] |\b(?:sqrt|max|min|abs|select)\(/g)?.length ?? 0);
    const results = writes.map((field) => `${field}_out = vec4f(${names.get(field)});`);
    const block = `{\n${statements}\n${results.join('\n')}\n}`;
    if (group === 'all') return block;
    return `if (groups[i] ${group === 'matrices' ? '==' : '!='} ${matrixGroup}u) ${block}`;
  });
  const outputs = writes.map((field) => `var ${field}_out = ${field}_in;`);
  return { text: [...outputs, ...blocks].join('\n'), flops };
}
