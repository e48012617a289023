export { attention, attentionGradient } from './attention';
export { conv, convApart } from './conv';
export { convWeightGradient, sumRows } from './conv-gradient';
export { convPool } from './conv-pool';
export { gather, startChunk } from './data';
export { activate, activateGradient, add, clear, combine, normalize, scale, sumParts } from './elements';
export { gradientAttention } from './gradient-attention';
export { layerNorm, layerNormGradient } from './layer-norm';
export { listGradients, listInputGradient, listWeightGradient } from './listed-gradients';
export { crossEntropy, score } from './loss';
export {
  batchNorm,
  batchNormInference,
  batchNormInferenceGradient,
  groupNorm,
  groupNormGradient,
} from './norms';
export { packBackward, packBackwardPhase, packForward, packRows, pad, unpad } from './packing';
export {
  averagePool,
  averagePoolGradient,
  globalAveragePool,
  globalAveragePoolGradient,
  maxPool,
  maxPoolGradient,
} from './pools';
export { dropout } from './random';
export {
  embed,
  firstToken,
  firstTokenGradient,
  patches,
  patchesGradient,
  withoutFirst,
} from './tokens';

/** What the module keeps for itself ends here. */
export const staticEnd: usize = __heap_base;
