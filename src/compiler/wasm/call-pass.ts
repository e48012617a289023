import type { Activation } from '../../nn/activation.ts';
import type { Arena } from '../lowering/arena.ts';
import { fused } from '../lowering/fuse.ts';
import type { BufferRange } from '../lowering/program.ts';
import type { Tape } from '../lowering/tape.ts';
import type { LaneBuffers, PassOptions } from '../lowering/tape-pass.ts';
import { TapePass } from '../lowering/tape-pass.ts';
import { CallProgram } from './call-program.ts';

/** u32 [step, seed]: which step of which run. */
export const stepBuffer = 'step';
export const stepWords = 2;
/** u32 [step, seed, image]: the same, and the place in the batch of the first image of a chunk. */
export const clockBuffer = 'clock';
export const clockWords = 4;

/** How activations are numbered in `src/assembly/elements.ts`. */
const activationKinds = { linear: 0, relu: 1, 'leaky-relu': 2, gelu: 3, 'gelu-tanh': 4 } as const;

/** The number of an activation, and its slope. */
export const activationArguments = (activation: Activation): readonly [kind: number, slope: number] => [
  activationKinds[activation.kind],
  activation.kind === 'leaky-relu' ? activation.slope : 0,
];

/** What lowers the operations of one lane to calls. Gradients of parameters are added to what their buffer holds. */
export class CallPass extends TapePass<CallProgram> {
  /** What is done once, whenever weights have changed, before the program runs on each chunk of the batch. */
  readonly preparation = new CallProgram();
  constructor(
    program: CallProgram,
    arena: Arena,
    tape: Tape,
    lane: LaneBuffers,
    statistics: Arena,
    { fuses, gradients }: PassOptions,
  ) {
    const ops = fuses ? fused(tape) : tape.ops;
    super({ program, arena, statistics, lane, input: tape.input, ops, gradients });
  }

  get clock(): BufferRange {
    return this.program.buffer(clockBuffer, clockWords);
  }

  call(...args: Parameters<CallProgram['call']>): void {
    this.program.call(...args);
  }

  protected override add(length: number, a: BufferRange, b: BufferRange, y: BufferRange): void {
    this.program.call('add', a, b, y, length);
  }
}
