import type { AdapterClass, Kernel } from './kernel.ts';
import { augmentStream, philoxWgsl } from './philox-wgsl.ts';
import { input, output, repeat, threadKernel } from './shader.ts';
import { beginStep, stepCounterOutput } from './step-counter.ts';

export interface GatherShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Images in the dataset. */
  readonly samples: number;
  /** Rows of the table of indices: how many steps ahead the host may write. */
  readonly indexRows: number;
  readonly augment?: Augmentation;
}

/** Random changes of an image, drawn anew at each step. */
export interface Augmentation {
  /** Mirror left and right with probability ½. */
  readonly flip: boolean;
  /** Move by −shift to shift pixels each way; what comes in is u8 0. */
  readonly shift: number;
}

export interface GatherTuning {
  /** Floats of an image that an invocation writes, a multiple of 4. */
  readonly perInvocation: number;
  readonly workgroupSize: number;
}

export const imageSize = ({ height, width, channels }: GatherShape): number => height * width * channels;

export function gatherTunings(shape: GatherShape, adapter: AdapterClass): GatherTuning[] {
  const size = imageSize(shape);
  return adapter === 'software'
    ? [
        { perInvocation: Math.min(64, 4 * Math.ceil(size / 4)), workgroupSize: 4 },
        { perInvocation: 32, workgroupSize: 4 },
        { perInvocation: 28, workgroupSize: 16 },
      ]
    : [
        { perInvocation: 4, workgroupSize: 64 },
        { perInvocation: 4, workgroupSize: 256 },
      ];
}

/**
 * The batch of a step, from a dataset that stays on the GPU as bytes: decoded, augmented, with its labels.
 *   images   u8 [samples, height, width, channels], four to a word, the first in the lowest byte
 *   labels   u8 [samples], packed likewise
 *   indices  u32 [indexRows, batch]: the samples of the step are in row step % indexRows
 *   table    f32 [channels, 256]: what each byte decodes to, computed by the host, so that both agree to the bit
 *   x        f32 [batch, height, width, channels], written
 *   y        u32 [batch], written
 *   stepCounter    see step-counter.ts; as the first kernel of a step it begins the step
 * Augmentation draws (flip, down, right) from philox((position in batch, step, 0, 0), (seed, augmentStream)).
 */
export function gather(shape: GatherShape, tuning: GatherTuning): Kernel {
  const { batch, height, width, channels, samples, indexRows, augment } = shape;
  const size = imageSize(shape);
  const whole = size % 4 === 0;
  const vec4Count = Math.ceil(size / 4);
  const perInvocation = tuning.perInvocation / 4;
  const parts = Math.ceil(vec4Count / perInvocation);
  const augments = augment !== undefined && (augment.flip || augment.shift > 0);
  return threadKernel({
    name: `gather ${batch}×${height}×${width}×${channels}${augments ? ', augmented' : ''}`,
    buffers: [
      input('images', Math.ceil((samples * size) / 4), 'u32'),
      input('labels', Math.ceil(samples / 4), 'u32'),
      input('indices', indexRows * batch, 'u32'),
      input('table', 256 * channels),
      whole ? output('x', batch * vec4Count, 'vec4f') : output('x', batch * size),
      output('y', batch, 'u32'),
      stepCounterOutput,
    ],
    workgroupSize: tuning.workgroupSize,
    threads: batch * parts,
    flops: 0,
    declarations: augments ? philoxWgsl : '',
    body: `let b = index / ${parts}u;
let part = index % ${parts}u;
let step = stepCounter[1];
if (index == 0u) { ${beginStep} }
let picked = indices[step % ${indexRows}u * ${batch}u + b];
if (part == 0u) { y[b] = extractBits(labels[picked / 4u], picked % 4u * 8u, 8u); }
${augments ? drawAugmentation(augment) : ''}
for (var vec4_index = part * ${perInvocation}u; vec4_index < min((part + 1u) * ${perInvocation}u, ${vec4Count}u); vec4_index++) {
${augments || !whole ? bytewise(shape, augments) : wordwise(shape)}
${whole ? `x[b * ${vec4Count}u + vec4_index] = vec4f(v0, v1, v2, v3);` : repeat(4, (lane) => `if (4u * vec4_index + ${lane}u < ${size}u) { x[b * ${size}u + 4u * vec4_index + ${lane}u] = v${lane}; }`)}
}`,
  });
}

function drawAugmentation({ flip, shift }: Augmentation): string {
  const draw = (word: string) => `i32(multiply_high(${word}, ${2 * shift + 1}u)) - ${shift}`;
  return `let draw = philox(vec4u(b, step, 0u, 0u), vec2u(stepCounter[2], ${augmentStream}u));
let mirrored = ${flip ? 'draw.x >> 31u == 1u' : 'false'};
let down = ${draw('draw.y')};
let right = ${draw('draw.z')};`;
}

const decode = (channel: string, byte: string) => `table[${channel} * 256u + ${byte}]`;

/** Four floats from one word; `channels` divides 4 or the channel is counted. */
function wordwise(shape: GatherShape): string {
  const { channels } = shape;
  const channel = (lane: number) =>
    4 % channels === 0 ? `${lane % channels}u` : `((4u * vec4_index + ${lane}u) % ${channels}u)`;
  return `let word = images[picked * ${imageSize(shape) / 4}u + vec4_index];
${repeat(4, (lane) => `let v${lane} = ${decode(channel(lane), `extractBits(word, ${8 * lane}u, 8u)`)};`)}`;
}

/** Four floats from bytes anywhere. */
function bytewise(shape: GatherShape, augments: boolean): string {
  const { height, width, channels } = shape;
  const size = imageSize(shape);
  const locate = (lane: number) => `let e${lane} = min(4u * vec4_index + ${lane}u, ${size - 1}u);
let c${lane} = e${lane} % ${channels}u;`;
  const read = (lane: number, at: string) =>
    decode(`c${lane}`, `extractBits(images[${at} / 4u], ${at} % 4u * 8u, 8u)`);
  if (!augments) {
    return repeat(
      4,
      (lane) =>
        `${locate(lane)}\nlet at${lane} = picked * ${size}u + e${lane};\nlet v${lane} = ${read(lane, `at${lane}`)};`,
    );
  }
  return repeat(
    4,
    (lane) => `${locate(lane)}
let column${lane} = e${lane} / ${channels}u % ${width}u;
let row${lane} = i32(e${lane} / ${width * channels}u) - down;
let source${lane} = i32(select(column${lane}, ${width - 1}u - column${lane}, mirrored)) - right;
let inside${lane} = row${lane} >= 0 && row${lane} < ${height} && source${lane} >= 0 && source${lane} < ${width};
let at${lane} = picked * ${size}u + select(0u, u32(row${lane} * ${width} + source${lane}) * ${channels}u + c${lane}, inside${lane});
let v${lane} = select(${decode(`c${lane}`, '0u')}, ${read(lane, `at${lane}`)}, inside${lane});`,
  );
}
