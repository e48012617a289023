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
import type { TracedTensor } from './tape.ts';
import type { Lowerings } from './tape-pass.ts';
import { backwardBy, forwardBy } from './tape-pass.ts';

const lowerings: Lowerings<Pass> = {
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

export const lowerForward = (pass: Pass): void => forwardBy(lowerings, pass);

export const lowerBackward = (pass: Pass, logits: TracedTensor): void => backwardBy(lowerings, pass, logits);
