import type { TracedTensor } from '../lowering/tape.ts';
import type { Lowerings } from '../lowering/tape-pass.ts';
import { backwardBy, forwardBy } from '../lowering/tape-pass.ts';
import type { CallPass } from './call-pass.ts';
import { convBackward, convForward } from './lower-conv.ts';
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
import { denseBackward, denseForward } from './lower-products.ts';
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

const lowerings: Lowerings<CallPass> = {
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

export const callForward = (pass: CallPass): void => forwardBy(lowerings, pass);

export const callBackward = (pass: CallPass, logits: TracedTensor): void =>
  backwardBy(lowerings, pass, logits);
