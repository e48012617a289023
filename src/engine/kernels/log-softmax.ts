/** Samples are handled by one workgroup, so the loss of a batch is one dispatch. */
export interface LogitsShape {
  readonly batch: number;
  readonly classes: number;
}

export interface LogSoftmaxTuning {
  /** Of the one workgroup; a power of two, at least 16. */
  readonly workgroupSize: number;
}

const maxBatch = 2048;

/** How many invocations share a sample, by the shape alone: the order of every sum follows from it. */
export const lanesPerSample = (classes: number): number => (classes <= 32 ? 1 : 16);

/** Invocations that add up the losses: each every sixteenth, then the sixteen in order. */
const sumLanes = 16;

interface SampleLoop extends LogitsShape {
  readonly tuning: LogSoftmaxTuning;
  /** Each is a sum over the classes, of an expression in `z`, the logit less the largest of its sample. */
  readonly sums: Readonly<Record<string, string>>;
  /** For each lane of each sample (`sample`, `lane`; `inBatch` is false beyond the batch); sets `losses[sample]`. */
  readonly finish: string;
}

export const classLoop = (classes: number, body: string): string =>
  `for (var c = lane; c < ${classes}u; c += ${lanesPerSample(classes)}u) {\n${body}\n}`;

/**
 * WGSL that walks over the samples of `logits` [batch, classes]; `finish` finds `largest`, the sums and `predicted`,
 * the first class whose logit is the largest.
 * @throws RangeError where the batch is too large for one workgroup's memory
 */
export function sampleLoop({ batch, classes, tuning, sums, finish }: SampleLoop): string {
  const lanes = lanesPerSample(classes);
  const names = Object.keys(sums);
  const share = (name: string, combine: string) =>
    lanes === 1
      ? ''
      : `shared_f32[local] = ${name};
workgroupBarrier();
${name} = shared_f32[local - lane];
for (var t = 1u; t < ${lanes}u; t++) { let other = shared_f32[local - lane + t]; ${combine} }
workgroupBarrier();`;
  return `for (var first = 0u; first < ${batch}u; first += ${tuning.workgroupSize / lanes}u) {
let lane = local % ${lanes}u;
let place = first + local / ${lanes}u;
let inBatch = place < ${batch}u;
let sample = min(place, ${batch - 1}u);
let row = sample * ${classes}u;
var largest = logits[row + lane];
${classLoop(classes, 'largest = max(largest, logits[row + c]);')}
${share('largest', 'largest = max(largest, other);')}
${names.map((name) => `var ${name} = 0.0;`).join('\n')}
var found = ${classes}u;
${classLoop(
  classes,
  `let z = logits[row + c] - largest;
${names.map((name) => `${name} += ${sums[name]};`).join('\n')}
if (z == 0.0) { found = min(found, c); }`,
)}
${names.map((name) => share(name, `${name} += other;`)).join('\n')}
var predicted = f32(found);
${share('predicted', 'predicted = min(predicted, other);')}
${finish}
}
workgroupBarrier();`;
}

/** The workgroup's variables. @throws RangeError where the batch is too large for them */
export function sampleDeclarations({ batch }: LogitsShape, { workgroupSize }: LogSoftmaxTuning): string {
  if (batch > maxBatch) throw new RangeError(`loss: a batch must be at most ${maxBatch}, got ${batch}`);
  return `var<workgroup> losses: array<f32, ${batch}>;
var<workgroup> loss_sums: array<f32, ${sumLanes}>;
var<workgroup> shared_f32: array<f32, ${workgroupSize}>;`;
}

/** WGSL: `total`, the sum of `losses`, in the invocation in which `use` is run. */
export const sumLosses = (batch: number, use: string): string => `if (local < ${sumLanes}u) {
var sum = 0.0;
for (var i = local; i < ${batch}u; i += ${sumLanes}u) { sum += losses[i]; }
loss_sums[local] = sum;
}
workgroupBarrier();
if (local == 0u) {
var total = loss_sums[0];
for (var i = 1u; i < ${sumLanes}u; i++) { total += loss_sums[i]; }
${use}
}`;

/** Workgroup sizes worth trying. */
export function logSoftmaxTunings({ batch, classes }: LogitsShape, adapter: 'software' | 'gpu'): LogSoftmaxTuning[] {
  if (adapter === 'software') return [{ workgroupSize: 16 }, { workgroupSize: 64 }];
  const invocations = batch * lanesPerSample(classes);
  return [256, 128, 64].filter((size) => size === 64 || size < 2 * invocations).map((workgroupSize) => ({ workgroupSize }));
}
