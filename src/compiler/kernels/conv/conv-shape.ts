export interface ConvConfig {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly stride: 1 | 2;
  readonly padding: 'same' | 'valid';
}

/** A 2-D convolution (no flip: cross-correlation) of NHWC images with an HWIO kernel, and the size of its output. */
export interface ConvShape extends ConvConfig {
  readonly outHeight: number;
  readonly outWidth: number;
  /** Rows of zeros above the image; those below are whatever the last window needs. */
  readonly padTop: number;
  readonly padLeft: number;
}

/**
 * TensorFlow's rule: `same` gives ⌈size / stride⌉ outputs, the odd row or column of padding going below or to the
 * right; `valid` has no padding.
 * @throws RangeError where a size is not a positive integer, or the kernel does not fit the image
 */
export function convShape(config: ConvConfig): ConvShape {
  for (const [name, size] of Object.entries(config)) {
    if (name === 'padding') continue;
    if (!Number.isInteger(size) || (size as number) < 1) {
      throw new RangeError(`convolution: ${name} must be a positive integer, got ${size}`);
    }
  }
  const [outHeight, padTop] = outputOf('height', config.height, config.kernelHeight, config);
  const [outWidth, padLeft] = outputOf('width', config.width, config.kernelWidth, config);
  return { ...config, outHeight, outWidth, padTop, padLeft };
}

function outputOf(
  what: string,
  size: number,
  kernel: number,
  { stride, padding }: ConvConfig,
): [number, number] {
  if (padding === 'valid') {
    if (kernel > size)
      throw new RangeError(`convolution: the kernel's ${what} must fit ${size}, got ${kernel}`);
    return [Math.floor((size - kernel) / stride) + 1, 0];
  }
  const out = Math.ceil(size / stride);
  return [out, Math.floor(Math.max(0, (out - 1) * stride + kernel - size) / 2)];
}

export const inputLength = (s: ConvShape): number => s.batch * s.height * s.width * s.inChannels;
export const outputLength = (s: ConvShape): number => s.batch * s.outHeight * s.outWidth * s.outChannels;
export const kernelLength = (s: ConvShape): number =>
  s.kernelHeight * s.kernelWidth * s.inChannels * s.outChannels;

/** Multiply-adds of one pass over the layer, counted as two: forward and either gradient cost the same. */
export const convFlops = (s: ConvShape): number =>
  2 * outputLength(s) * s.kernelHeight * s.kernelWidth * s.inChannels;

export const convText = (s: ConvShape): string =>
  `${s.batch}×${s.height}×${s.width}×${s.inChannels} → ${s.outChannels}, ${s.kernelHeight}×${s.kernelWidth}${s.stride === 1 ? '' : `/${s.stride}`} ${s.padding}`;

/** Rows and columns of a 2×2 max pool over the output: whole windows only. */
export const pooledHeight = (s: ConvShape): number => Math.floor(s.outHeight / 2);
export const pooledWidth = (s: ConvShape): number => Math.floor(s.outWidth / 2);
export const pooledLength = (s: ConvShape): number =>
  s.batch * pooledHeight(s) * pooledWidth(s) * s.outChannels;

/**
 * Words of a pool's argmax: one u32 for four neighbouring channels of an output, [batch, pooledHeight, pooledWidth,
 * ⌈outChannels / 4⌉]. Byte k belongs to channel 4·word + k: bits 0–1 say where in its window the largest value is,
 * row by row (the first of equals), bit 2 whether that value, before the activation, is above 0.
 */
export const argmaxLength = (s: ConvShape): number =>
  s.batch * pooledHeight(s) * pooledWidth(s) * argmaxWords(s);
export const argmaxWords = (s: ConvShape): number => Math.ceil(s.outChannels / 4);
