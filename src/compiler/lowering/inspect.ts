import type { LowerContext } from './context.ts';
import { lowerBackward, lowerForward } from './layers.ts';
import { networkOfLane, passOf } from './lower.ts';
import type { BufferRange } from './program.ts';
import { Program } from './program.ts';
import type { Tape } from './tape.ts';

/** The logits of a lane's network for what the host writes to `input`, by a tape of evaluation. */
export function predictionProgram(context: LowerContext, tape: Tape, lane: number): Program {
  const program = new Program();
  lowerForward(passOf(program, context, tape, networkOfLane(lane)));
  return program;
}

/**
 * The same with every tensor in a buffer of its own, and, behind the mark, the way back to the input: from what the
 * host writes to `d/<logits>` to `gradient`.
 */
export function inspectionProgram(
  context: LowerContext,
  tape: Tape,
  lane: number,
): { readonly program: Program; readonly gradient: BufferRange } {
  const program = new Program();
  const pass = passOf(program, context, tape, networkOfLane(lane), { fuses: false, gradients: 'input' });
  lowerForward(pass);
  program.mark();
  lowerBackward(pass, tape.logits);
  return { program, gradient: pass.gradient(tape.input) };
}

/** Where attention leaves its weights [batch, heads, tokens, tokens], by layer. */
export const attentionBuffers = (tape: Tape) =>
  tape.layers.flatMap(({ name, ops }) =>
    ops.flatMap((op) => {
      if (op.op !== 'attention') return [];
      const tokens = op.y.shape[1] ?? 0;
      return [{ name, shape: [op.heads, tokens, tokens], buffer: `attention/${op.y.id}` }];
    }),
  );
