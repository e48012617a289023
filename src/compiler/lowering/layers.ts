import { sizeOf } from '../../core/shape.ts';
import { activateBackward, activateForward, convBackward, convForward } from './lower-conv.ts';
import { denseBackward, denseForward } from './lower-dense.ts';
import { addBackward, addForward, dropoutBackward, dropoutForward } from './lower-elements.ts';
import {
  batchNormBackward,
  batchNormForward,
  batchNormInferenceBackward,
  batchNormInferenceForward,
  groupNormBackward,
  groupNormForward,
  layerNormBackward,
  layerNormForward,
} from './lower-norms.ts';
import { globalPoolBackward, globalPoolForward, poolBackward, poolForward } from './lower-pools.ts';
import {
  attentionBackward,
  attentionForward,
  embedBackward,
  embedForward,
  firstTokenBackward,
  firstTokenForward,
  patchesBackward,
  patchesForward,
} from './lower-tokens.ts';
import type { Pass } from './pass.ts';
import type { OpOf, TapeOp, TracedTensor } from './tape.ts';

/** How an operation becomes kernels. */
interface Lowering<Kind extends TapeOp['op']> {
  forward(pass: Pass, op: OpOf<Kind>): void;
  backward(pass: Pass, op: OpOf<Kind>): void;
}

const lowerings: { readonly [Kind in TapeOp['op']]: Lowering<Kind> } = {
  conv2d: { forward: convForward, backward: convBackward },
  dense: { forward: denseForward, backward: denseBackward },
  'max-pool': { forward: poolForward, backward: poolBackward },
  'average-pool': { forward: poolForward, backward: poolBackward },
  'global-average-pool': { forward: globalPoolForward, backward: globalPoolBackward },
  activate: { forward: activateForward, backward: activateBackward },
  'batch-norm': { forward: batchNormForward, backward: batchNormBackward },
  'batch-norm-inference': { forward: batchNormInferenceForward, backward: batchNormInferenceBackward },
  'group-norm': { forward: groupNormForward, backward: groupNormBackward },
  'layer-norm': { forward: layerNormForward, backward: layerNormBackward },
  dropout: { forward: dropoutForward, backward: dropoutBackward },
  add: { forward: addForward, backward: addBackward },
  patches: { forward: patchesForward, backward: patchesBackward },
  embed: { forward: embedForward, backward: embedBackward },
  'first-token': { forward: firstTokenForward, backward: firstTokenBackward },
  attention: { forward: attentionForward, backward: attentionBackward },
};

const loweringOf = (op: TapeOp): Lowering<TapeOp['op']> => lowerings[op.op] as Lowering<TapeOp['op']>;

/** The forward pass: from `input` to the logits, with what the backward pass will read. */
export function lowerForward(pass: Pass): void {
  for (const op of pass.ops) loweringOf(op).forward(pass, op);
}

/**
 * The backward pass: from the gradient of the logits to the gradients of all parameters, in the lane's arena, or of
 * the input. The gradient of the logits must be in the buffer `d/<logits>`.
 */
export function lowerBackward(pass: Pass, logits: TracedTensor): void {
  pass.contribute(logits, pass.program.buffer(`d/${logits.id}`, sizeOf(logits.shape)));
  for (const op of [...pass.ops].reverse()) loweringOf(op).backward(pass, op);
}
