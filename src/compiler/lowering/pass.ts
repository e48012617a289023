import { add } from '../kernels/elementwise/add.ts';
import type { ElementwiseTuning } from '../kernels/elementwise/elementwise.ts';
import { elementwiseTunings } from '../kernels/elementwise/elementwise.ts';
import type { Kernel } from '../kernels/kernel.ts';
import type { Arena } from './arena.ts';
import type { LowerContext } from './context.ts';
import { fused } from './fuse.ts';
import type { Bindings, BufferRange, Program } from './program.ts';
import type { Tape, TapeOp, TracedTensor } from './tape.ts';
import type { LaneBuffers, PassOptions } from './tape-pass.ts';
import { TapePass } from './tape-pass.ts';

/** The same with what only kernels of WebGPU read. */
interface KernelLaneBuffers extends LaneBuffers {
  readonly stepCounter: string;
}

/** What lowers the operations of one lane to kernels of WebGPU. */
export class Pass extends TapePass<Program, KernelLaneBuffers> {
  readonly #makers: ReadonlyMap<string, TapeOp>;
  readonly context: LowerContext;

  /** @param options training's where left out */
  constructor(
    program: Program,
    context: LowerContext,
    tape: Tape,
    statistics: Arena,
    lane: KernelLaneBuffers,
    { fuses, gradients }: PassOptions = { fuses: true, gradients: 'parameters' },
  ) {
    const { arena } = context;
    const ops = fuses ? fused(tape) : tape.ops;
    super({ program, arena, statistics, lane, input: tape.input, ops, gradients });
    this.context = context;
    this.#makers = new Map(ops.map((op) => [op.y.id, op]));
  }

  /** The operation that makes a tensor; none for the images. */
  maker({ id }: TracedTensor): TapeOp | undefined {
    return this.#makers.get(id);
  }

  /** A kernel of independent elements, in every tuning of the adapter. */
  elementwise(make: (tuning: ElementwiseTuning) => Kernel, bindings: Bindings): void {
    this.program.addTuned(elementwiseTunings(this.context.adapterClass), make, bindings);
  }

  protected override add(length: number, a: BufferRange, b: BufferRange, y: BufferRange): void {
    this.elementwise((tuning) => add(length, tuning), { a, b, y });
  }
}
