import type { Shape } from '../../core/shape.ts';
import { sizeOf } from '../../core/shape.ts';
import type { Layer } from '../../nn/layer.ts';
import { initialState } from '../../nn/model.ts';
import type { Plan } from '../../optim/plan.ts';
import { customOpsOf } from '../../optim/plan.ts';
import type { LaneSnapshot, SnapshotValues } from '../../optim/snapshot.ts';
import { digestOf, guarded, SnapshotFormat, tensorName } from '../../optim/snapshot.ts';
import { guardLosses, guardNorms } from '../kernels/update/guard.ts';
import { Arena } from './arena.ts';
import { trace } from './tape.ts';
import { stateWords } from './update.ts';

/** What the snapshots of each lane consist of. `input`: the shape of an image; `name`: the id of the optimizer. */
export function snapshotFormats(
  layers: readonly Layer[],
  input: Shape,
  lanes: readonly { readonly name: string; readonly plan: Plan }[],
  seed: number,
): SnapshotFormat[] {
  const { ops, parameters: traced, state } = trace(layers, input, 1);
  const network = {
    model: digestOf({ ops, parameters: traced, state }),
    parameters: layers.flatMap(({ parameters }) => parameters.map(({ name, shape }) => ({ name, shape }))),
    statistics: initialState(layers).map(({ name, shape }) => ({ name, shape })),
  };
  return lanes.map(({ name, plan }) => new SnapshotFormat({ ...network, optimizer: name, plan, seed }));
}

/** A tensor of a snapshot in a buffer: row after row, each at an offset of its own. */
interface Place {
  readonly tensor: string;
  readonly buffer: string;
  readonly rowLength: number;
  readonly offsetOf: (row: number) => number;
}

/**
 * The state of a lane as its kernels keep it, in 32-bit words by the name that they bind a buffer under, and as a
 * snapshot. Buffers: theta, state (running statistics), one for each slot, memory (guard), history (kept gradients).
 * The gaps of an arena are zeros.
 */
export class LaneState {
  readonly format: SnapshotFormat;
  /** The words of each buffer. */
  readonly words: ReadonlyMap<string, number>;
  readonly #arena: Arena;
  readonly #statistics: Arena;

  /** @param arena where the parameters lie */
  constructor(format: SnapshotFormat, arena: Arena) {
    this.format = format;
    this.#arena = arena;
    this.#statistics = new Arena(format.statistics.map(({ name, shape }) => ({ id: name, shape })));
    const words = new Map([['theta', arena.length]]);
    if (this.#statistics.length > 0) words.set('state', this.#statistics.length);
    // step scalars are worked out anew at each step
    for (const [name, length] of stateWords(format.plan, arena))
      if (name !== 'stepScalars') words.set(name, length);
    this.words = words;
  }

  /** The buffers as a snapshot; they must hold what is left after `step` steps. */
  unpack(step: number, buffers: ReadonlyMap<string, Uint32Array<ArrayBuffer>>): LaneSnapshot {
    const acceptedSteps = this.format.plan.guarded ? (bufferOf(buffers, 'memory')[0] ?? 0) : step;
    const places = new Map(this.#places(acceptedSteps).map((place) => [place.tensor, place]));
    return this.format.create(step, acceptedSteps, (tensor, shape) => {
      const place = places.get(tensor);
      if (!place) throw new RangeError(`snapshot: ${tensor} has no place`);
      const words = bufferOf(buffers, place.buffer);
      const floats = new Float32Array(words.buffer, words.byteOffset, words.length);
      const values = new Float32Array(sizeOf(shape));
      for (const [row, at] of rowsOf(place, values.length)) {
        const from = place.offsetOf(row);
        values.set(floats.subarray(from, from + place.rowLength), at);
      }
      return values;
    });
  }

  /** A snapshot as the whole contents of the buffers. Values of higher precision are rounded. */
  pack({ acceptedSteps, tensors }: LaneSnapshot): ReadonlyMap<string, Uint32Array<ArrayBuffer>> {
    const buffers = new Map([...this.words].map(([name, length]) => [name, new Uint32Array(length)]));
    if (this.format.plan.guarded) bufferOf(buffers, 'memory')[0] = acceptedSteps;
    for (const place of this.#places(acceptedSteps)) {
      const floats = new Float32Array(bufferOf(buffers, place.buffer).buffer);
      const values: SnapshotValues = tensors[place.tensor]?.values ?? new Float32Array(0);
      for (const [row, at] of rowsOf(place, values.length))
        floats.set(values.subarray(at, at + place.rowLength), place.offsetOf(row));
    }
    return buffers;
  }

  #places(acceptedSteps: number): Place[] {
    const { plan, parameters, statistics } = this.format;
    const whole = (tensor: string, buffer: string, arena: Arena, name: string): Place => {
      const { offset, length } = arena.range(buffer, name);
      return { tensor, buffer, rowLength: length, offsetOf: () => offset };
    };
    const places = [
      ...parameters.map(({ name }) => whole(tensorName.weight(name), 'theta', this.#arena, name)),
      ...statistics.map(({ name }) => whole(tensorName.statistic(name), 'state', this.#statistics, name)),
      ...plan.slots.flatMap((slot) =>
        parameters.map(({ name }) => whole(tensorName.slot(slot.name, name), slot.name, this.#arena, name)),
      ),
    ];
    for (const op of customOpsOf(plan)) {
      if (op.id === 'attention') {
        const rowAt = ringRow(op.keep, acceptedSteps);
        for (const { name } of parameters) {
          const { offset, length } = this.#arena.range('history', name);
          const offsetOf = (row: number) => rowAt(row) * this.#arena.length + offset;
          places.push({ tensor: tensorName.gradients(name), buffer: 'history', rowLength: length, offsetOf });
        }
      } else if (op.id === 'guard') {
        const rowAt = ringRow(op.window, acceptedSteps);
        const columns = { loss: guardLosses, norm: guardNorms(op.window) };
        for (const watched of guarded) {
          const offsetOf = (row: number) => columns[watched] + rowAt(row);
          places.push({ tensor: tensorName.guard(watched), buffer: 'memory', rowLength: 1, offsetOf });
        }
      }
    }
    return places;
  }
}

/** Where in a ring of `size` rows, of which row n % size was written n-th, the i-th oldest of those still there is. */
const ringRow = (size: number, written: number) => {
  const first = Math.max(0, written - size);
  return (i: number): number => (first + i) % size;
};

function* rowsOf({ rowLength }: Place, length: number): Generator<readonly [row: number, at: number]> {
  for (let row = 0; row * rowLength < length; row++) yield [row, row * rowLength];
}

function bufferOf(
  buffers: ReadonlyMap<string, Uint32Array<ArrayBuffer>>,
  name: string,
): Uint32Array<ArrayBuffer> {
  const words = buffers.get(name);
  if (!words) throw new RangeError(`snapshot: there is no buffer ${name}`);
  return words;
}
