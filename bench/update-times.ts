import { Arena } from '../src/compiler/lowering/arena.ts';
import { thetaBuffer } from '../src/compiler/lowering/lower.ts';
import { trace } from '../src/compiler/lowering/tape.ts';
import { gradientsBuffer, updateWords } from '../src/compiler/wasm/lower-run.ts';
import { lowerUpdateToCalls } from '../src/compiler/wasm/lower-update.ts';
import { Rng } from '../src/core/rng.ts';
import { LaneUpdate } from '../src/engine/executors/wasm/lane-update.ts';
import { Machine } from '../src/engine/executors/wasm/machine.ts';
import { HyperparamTimeline } from '../src/experiment/hyperparam-timeline.ts';
import { planOf } from '../src/experiment/lane-update.ts';
import { currentVersions } from '../src/experiment/migrate.ts';
import { parseSpec } from '../src/experiment/schema.ts';
import { layersOf } from '../src/nn/index.ts';
import { optimizers } from '../src/optim/index.ts';

/** What an update alone takes in WebAssembly, by rounds in which all take turns. */
export interface UpdateTimes {
  readonly name: string;
  /** Microseconds of an update, the median of each round. */
  readonly micros: readonly number[];
}

const experiment = (optimizer: object) =>
  parseSpec({
    version: currentVersions.experiment,
    data: { id: 'fashion-mnist' },
    model: { id: 'cnn', filters: [16, 32] },
    lanes: [{ optimizer }],
  });

const all: readonly (readonly [name: string, optimizer: object])[] = [
  ...optimizers.map(({ id, name }) => [name, { id }] as const),
  ['NMGD with attention', { id: 'nmgd', attention: true }],
];

async function updateOf(optimizer: object) {
  const { lanes, model } = experiment(optimizer);
  const [lane] = lanes;
  if (!lane) throw new RangeError('bench: there is no lane');
  const input = [28, 28, 1];
  const arena = new Arena(trace(layersOf(model, input, 10), input, 1).parameters);
  const plan = planOf(lane);
  const lowered = { plan, update: lowerUpdateToCalls(plan, arena, gradientsBuffer) };
  const words = updateWords([lowered], arena);
  words.set(thetaBuffer(0), arena.length);
  const machine = await Machine.make(words);
  const update = await LaneUpdate.make(machine, { arena }, lowered, 0);
  const timeline = new HyperparamTimeline(lane, null);
  const random = Rng.of(1, 'gradients');
  const gradients = Float32Array.from({ length: arena.length }, () => random.uniform() - 0.5);
  let step = 0;
  /** Microseconds of one update. */
  return (): number => {
    machine.floats(gradientsBuffer).set(gradients);
    const facts = { hyperparams: timeline.at(step), loss: 1, step: step++ };
    const began = performance.now();
    update.run(facts);
    return 1000 * (performance.now() - began);
  };
}

/** The median of many values. */
const middleOf = (values: readonly number[]): number =>
  Float64Array.from(values).sort()[values.length >> 1] ?? Number.NaN;

/** Every optimizer as it is unless told otherwise, on the parameters of the CNN 16–32, in this process. */
export async function updateTimes(rounds: number, msPerRound: number): Promise<UpdateTimes[]> {
  const contestants = await Promise.all(
    all.map(async ([name, optimizer]) => ({
      name,
      update: await updateOf(optimizer),
      micros: [] as number[],
    })),
  );
  for (let round = -1; round < rounds; round++) {
    for (const { update, micros } of contestants) {
      const single: number[] = [];
      for (let spent = 0; spent < 1000 * msPerRound || single.length < 3; ) {
        const one = update();
        single.push(one);
        spent += one;
      }
      if (round >= 0) micros.push(middleOf(single)); // the first round compiles
    }
  }
  return contestants.map(({ name, micros }) => ({ name, micros }));
}
