import { sizeOf } from '../../core/shape.ts';
import type { OpOf, TapeOp, TracedTensor } from '../lowering/tape.ts';
import type { CallPass } from './call-pass.ts';
import { convPoolBackward, convPoolForward } from './lower-conv-pool.ts';
import {
  activateBackward,
  activateForward,
  addBackward,
  addForward,
  dropoutBackward,
  dropoutForward,
  globalPoolBackward,
  globalPoolForward,
  poolBackward,
  poolForward,
} from './lower-elements.ts';
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
import { convBackward, convForward, denseBackward, denseForward } from './lower-products.ts';
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

/** How an operation becomes calls. */
interface Lowering<Kind extends TapeOp['op']> {
  forward(pass: CallPass, op: OpOf<Kind>): void;
  backward(pass: CallPass, op: OpOf<Kind>): void;
}

const lowerings: { readonly [Kind in TapeOp['op']]: Lowering<Kind> } = {
  conv2d: {
    forward: (pass, op) => (op.pooled ? convPoolForward : convForward)(pass, op),
    backward: (pass, op) => (op.pooled ? convPoolBackward : convBackward)(pass, op),
  },
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
export function callForward(pass: CallPass): void {
  for (const op of pass.ops) loweringOf(op).forward(pass, op);
}

/**
 * The backward pass: from the gradient of the logits, in the buffer `d/<logits>`, to the gradients of all parameters,
 * added in the lane's arena, or of the input.
 */
export function callBackward(pass: CallPass, logits: TracedTensor): void {
  pass.contribute(logits, pass.program.buffer(`d/${logits.id}`, sizeOf(logits.shape)));
  for (const op of [...pass.ops].reverse()) loweringOf(op).backward(pass, op);
}
