import { sizeOf } from '../../core/shape.ts';
import type { Arena } from './arena.ts';
import type { BufferRange } from './program.ts';
import type { OpOf, TapeOp, TracedTensor } from './tape.ts';
import { readsOf } from './tape.ts';

/** The buffers of one lane that a pass over the model reads and writes, by name. */
export interface LaneBuffers {
  readonly theta: string;
  /** Running statistics; of no length where the model has none. */
  readonly state: string;
  readonly gradients: string;
}

/** What is lowered to: it has named buffers. */
interface BufferOwner {
  /** A whole buffer of at least `length` words. */
  buffer(name: string, length: number): BufferRange;
}

export interface PassOptions {
  /** Whether operations become one kernel where they can; else each tensor of the tape is in a buffer of its own. */
  readonly fuses: boolean;
  /** What a backward pass leads to: the parameters, or the input alone. */
  readonly gradients: 'parameters' | 'input';
}

interface TapePassParts<Target extends BufferOwner, Lane extends LaneBuffers> {
  readonly program: Target;
  readonly arena: Arena;
  readonly statistics: Arena;
  readonly lane: Lane;
  readonly input: TracedTensor;
  readonly ops: readonly TapeOp[];
  readonly gradients: PassOptions['gradients'];
}

/** What lowers the operations of one lane to any target: where their tensors lie, and how gradients come together. */
export abstract class TapePass<Target extends BufferOwner, Lane extends LaneBuffers = LaneBuffers> {
  readonly program: Target;
  readonly ops: readonly TapeOp[];
  readonly lane: Lane;
  /** Whether a backward pass leads to the parameters; kernels that also lead elsewhere write theirs to scratch else. */
  readonly learnsParameters: boolean;
  readonly #arena: Arena;
  readonly #statistics: Arena;
  readonly #reads: ReadonlyMap<string, number>;
  readonly #learned = new Set<string>();
  readonly #gradients = new Map<string, BufferRange[]>();

  constructor({ program, arena, statistics, lane, input, ops, gradients }: TapePassParts<Target, Lane>) {
    this.program = program;
    this.ops = ops;
    this.lane = lane;
    this.learnsParameters = gradients === 'parameters';
    this.#arena = arena;
    this.#statistics = statistics;
    this.#reads = readsOf(ops);
    if (!this.learnsParameters) this.#learned.add(input.id);
    for (const { inputs, parameters, y } of ops) {
      if (parameters.length > 0 || inputs.some((x) => this.isLearned(x))) this.#learned.add(y.id);
    }
  }

  /** y = a + b, of so many floats. */
  protected abstract add(length: number, a: BufferRange, b: BufferRange, y: BufferRange): void;

  value({ id, shape }: TracedTensor): BufferRange {
    return this.program.buffer(id, sizeOf(shape));
  }

  /** What a forward pass leaves for the backward one, besides the value of the tensor. */
  saved(what: string, { id }: TracedTensor, length: number): BufferRange {
    return this.program.buffer(`${what}/${id}`, length);
  }

  parameter({ id }: TracedTensor): BufferRange {
    return this.#arena.range(this.lane.theta, id);
  }

  parameterGradient({ id, shape }: TracedTensor): BufferRange {
    if (!this.learnsParameters) return this.program.buffer(`scratch/d/${id}`, sizeOf(shape));
    return this.#arena.range(this.lane.gradients, id);
  }

  state({ id }: TracedTensor): BufferRange {
    return this.#statistics.range(this.lane.state, id);
  }

  /** Whether one operation alone reads a tensor. */
  isReadOnce({ id }: TracedTensor): boolean {
    return this.#reads.get(id) === 1;
  }

  /** Whether a tensor depends on what gradients lead to, and so wants one. */
  isLearned({ id }: TracedTensor): boolean {
    return this.#learned.has(id);
  }

  /** A place for what one reader of x gives to its gradient. */
  contribution(x: TracedTensor): BufferRange {
    const contributions = this.#gradients.get(x.id)?.length ?? 0;
    const range = this.program.buffer(
      this.isReadOnce(x) ? `d/${x.id}` : `d/${x.id}/${contributions + 1}`,
      sizeOf(x.shape),
    );
    this.contribute(x, range);
    return range;
  }

  /** The same, or a place that nobody reads where x wants no gradient but the kernel writes one. */
  contributionOrNothing(x: TracedTensor): BufferRange {
    return this.isLearned(x) ? this.contribution(x) : this.program.buffer('scratch/unread', sizeOf(x.shape));
  }

  /** Takes values that lie elsewhere, and are not written again, for what one reader of x gives to its gradient. */
  contribute({ id }: TracedTensor, range: BufferRange): void {
    this.#gradients.set(id, [...(this.#gradients.get(id) ?? []), range]);
  }

  /**
   * The gradient with respect to a tensor, once all its readers have given theirs: added in the order they were given,
   * the last reader first. @throws RangeError where nothing reads it
   */
  gradient({ id, shape }: TracedTensor): BufferRange {
    const [first, ...others] = this.#gradients.get(id) ?? [];
    if (!first) throw new RangeError(`tape: nothing reads ${id}`);
    const length = sizeOf(shape);
    const sum = others.reduce((a, b, i) => {
      const y = this.program.buffer(`d/${id}/sum${i + 1}`, length);
      this.add(length, a, b, y);
      return y;
    }, first);
    this.#gradients.set(id, [sum]);
    return sum;
  }
}

/** How an operation is lowered to what a pass leads to. */
interface Lowering<Pass, Kind extends TapeOp['op']> {
  forward(pass: Pass, op: OpOf<Kind>): void;
  backward(pass: Pass, op: OpOf<Kind>): void;
}

/** The lowering of every kind of operation. */
export type Lowerings<Pass> = { readonly [Kind in TapeOp['op']]: Lowering<Pass, Kind> };

type AnyPass = TapePass<BufferOwner>;

const loweringOf = <Pass>(lowerings: Lowerings<Pass>, { op }: TapeOp): Lowering<Pass, TapeOp['op']> =>
  lowerings[op] as Lowering<Pass, TapeOp['op']>;

/** The forward pass: from `input` to the logits, with what the backward pass will read. */
export function forwardBy<Pass extends AnyPass>(lowerings: Lowerings<Pass>, pass: Pass): void {
  for (const op of pass.ops) loweringOf(lowerings, op).forward(pass, op);
}

/**
 * The backward pass: from the gradient of the logits, in the buffer `d/<logits>`, to the gradients of all parameters, in
 * the lane's arena, or of the input.
 */
export function backwardBy<Pass extends AnyPass>(
  lowerings: Lowerings<Pass>,
  pass: Pass,
  { id, shape }: TracedTensor,
): void {
  pass.contribute({ id, shape }, pass.program.buffer(`d/${id}`, sizeOf(shape)));
  for (const op of [...pass.ops].reverse()) loweringOf(lowerings, op).backward(pass, op);
}
