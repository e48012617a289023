import { Arena } from '../../src/compiler/lowering/arena.ts';
import { networkOfLane } from '../../src/compiler/lowering/lower.ts';
import { gradientsBuffer, updateWords } from '../../src/compiler/wasm/lower-run.ts';
import { lowerUpdateToCalls } from '../../src/compiler/wasm/lower-update.ts';
import { LaneUpdate } from '../../src/engine/executors/wasm/lane-update.ts';
import { Machine } from '../../src/engine/executors/wasm/machine.ts';
import type { Plan } from '../../src/optim/plan.ts';
import type { ReferenceParameter } from '../../src/optim/reference.ts';

/** An optimizer's functions by themselves, on gradients that a test brings. */
export async function wasmUpdate(plan: Plan, parameters: readonly ReferenceParameter[]) {
  const arena = new Arena(parameters.map((parameter) => ({ ...parameter, id: parameter.name })));
  const lane = { plan, update: lowerUpdateToCalls(plan, arena, gradientsBuffer) };
  const { theta } = networkOfLane(0);
  const words = updateWords([lane], arena);
  words.set(theta, arena.length);
  const machine = await Machine.make(words);
  const update = await LaneUpdate.make(machine, { arena }, lane, 0);
  machine.floats(theta).set(arena.pack(parameters));
  const placed = (floats: Float32Array) =>
    arena.places.map(({ offset, length }) => floats.slice(offset, offset + length));
  let step = 0;
  return (
    gradients: readonly ArrayLike<number>[],
    hyperparams: Readonly<Record<string, number>>,
    loss: number,
  ) => {
    const packed = parameters.map(({ name }, i) => ({ name, values: gradients[i] ?? [] }));
    machine.floats(gradientsBuffer).set(arena.pack(packed));
    const { accepted } = update.run({ hyperparams, loss, step: step++ });
    return { theta: placed(machine.floats(theta)), accepted: accepted ?? true };
  };
}
