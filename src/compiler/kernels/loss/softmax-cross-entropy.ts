import { floatLiteral } from '../expr-wgsl.ts';
import type { Kernel } from '../kernel.ts';
import { groupKernel, input, output } from '../shader.ts';
import { stepCounterInput } from '../step-counter.ts';
import type { LogitsShape } from './log-softmax.ts';
import { classLoop, lossDeclarations, lossPass, lossWorkgroupSize } from './log-softmax.ts';

export interface CrossEntropyOptions {
  /** ε: the target is (1 − ε) · onehot + ε / classes, as in PyTorch. */
  readonly labelSmoothing: number;
  /** Where the mean loss goes: metricsRing[(step % metricsRingLength) · metricsStride + metricsColumn]. */
  readonly metricsRingLength: number;
  readonly metricsStride: number;
  readonly metricsColumn: number;
}

/**
 * Softmax cross-entropy and its gradient, in one dispatch of one workgroup.
 *   loss = −Σ_c target_c · ln softmax(logits)_c, in nats, mean over the batch;   dLogits = (softmax − target) / batch
 *   logits   [batch, classes]
 *   labels   u32 [batch]
 *   dLogits  [batch, classes], written
 *   metricsRing     f32 [metricsRingLength · metricsStride], one value written
 *   stepCounter    see step-counter.ts
 * The largest logit is taken off first, so that finite logits of any size give a finite loss. The losses are added in
 * an order that depends on the batch size alone.
 */
export function softmaxCrossEntropy(shape: LogitsShape, options: CrossEntropyOptions): Kernel {
  const { batch, classes } = shape;
  const { labelSmoothing: smoothing, metricsRingLength, metricsStride, metricsColumn } = options;
  const smooth = smoothing > 0;
  const hit = floatLiteral(1 - smoothing + smoothing / classes);
  const miss = floatLiteral(smoothing / classes);
  const loss = smooth
    ? `log(total_exp) - ${floatLiteral(1 - smoothing)} * (logits[row + label] - largest) - ${miss} * total_z`
    : 'log(total_exp) - (logits[row + label] - largest)';
  return groupKernel({
    name: `softmax-cross-entropy ${batch}×${classes}`,
    buffers: [
      input('logits', batch * classes),
      input('labels', batch, 'u32'),
      output('dLogits', batch * classes),
      output('metricsRing', metricsRingLength * metricsStride),
      stepCounterInput,
    ],
    workgroupSize: lossWorkgroupSize(shape),
    workgroups: [1, 1, 1],
    flops: 8 * batch * classes,
    declarations: lossDeclarations(shape),
    body: lossPass(shape, {
      sums: smooth ? { total_exp: 'exp(z)', total_z: 'z' } : { total_exp: 'exp(z)' },
      finish: `let label = labels[sample];
if (lane == 0u) { own += ${loss}; }
${classLoop(
  classes,
  `let portion = exp(logits[row + c] - largest) / total_exp;
dLogits[row + c] = (portion - select(${miss}, ${hit}, c == label)) / ${batch}.0;`,
)}`,
      use: `metricsRing[stepCounter[0] % ${metricsRingLength}u * ${metricsStride}u + ${metricsColumn}u] = total / ${batch}.0;`,
    }),
  });
}
