/** Logits [batch, classes], handled by one workgroup, so that the loss of a batch is one dispatch. */
export interface LogitsShape {
  readonly batch: number;
  readonly classes: number;
}

/** How many invocations share a sample: from the shape alone, as the order of the sums follows from it. */
const lanesPerSample = (classes: number): number => (classes <= 32 ? 1 : 16);

/**
 * Invocations of the one workgroup, from the shape alone. Not more than needed: a software adapter takes a millisecond
 * to compile each float of workgroup memory.
 */
export const lossWorkgroupSize = ({ batch, classes }: LogitsShape): number =>
  batch * lanesPerSample(classes) > 128 ? 128 : 64;

/** WGSL that runs `body` for the classes `c` of this lane. */
export const classLoop = (classes: number, body: string): string =>
  `for (var c = lane; c < ${classes}u; c += ${lanesPerSample(classes)}u) {\n${body}\n}`;

export const lossDeclarations = (shape: LogitsShape): string =>
  `var<workgroup> exchange: array<f32, ${lossWorkgroupSize(shape)}>;`;

interface LossParts {
  /** Sums over the classes, each of an expression in `z`, the logit less the largest of its sample. */
  readonly sums: Readonly<Record<string, string>>;
  /**
   * For each lane of each sample of the batch. In scope: `sample`, `lane`, `row` (where its logits start), `largest`,
   * the sums and `predicted`, the first class with the largest logit. In lane 0 it adds the sample's loss to `own`.
   */
  readonly finish: string;
  /** In one invocation, with `total`, the sum of the losses of the batch. */
  readonly use: string;
}

/** WGSL of a whole pass over `logits`; the order of every sum depends on the shape alone. */
export function lossPass(shape: LogitsShape, { sums, finish, use }: LossParts): string {
  const { batch, classes } = shape;
  const lanes = lanesPerSample(classes);
  const size = lossWorkgroupSize(shape);
  const names = Object.keys(sums);
  const share = (name: string, combined: string) =>
    lanes === 1
      ? ''
      : `exchange[local] = ${name};
workgroupBarrier();
${name} = exchange[local - lane];
for (var t = 1u; t < ${lanes}u; t++) { let other = exchange[local - lane + t]; ${name} = ${combined}; }
workgroupBarrier();`;
  return `var own = 0.0;
for (var first = 0u; first < ${batch}u; first += ${size / lanes}u) {
let lane = local % ${lanes}u;
let place = first + local / ${lanes}u;
let sample = min(place, ${batch - 1}u);
let row = sample * ${classes}u;
var largest = logits[row + lane];
${classLoop(classes, 'largest = max(largest, logits[row + c]);')}
${share('largest', 'max(largest, other)')}
${names.map((name) => `var ${name} = 0.0;`).join('\n')}
var predicted = f32(${classes});
${classLoop(
  classes,
  `let z = logits[row + c] - largest;
${names.map((name) => `${name} += ${sums[name]};`).join('\n')}
if (z == 0.0) { predicted = min(predicted, f32(c)); }`,
)}
${names.map((name) => share(name, `${name} + other`)).join('\n')}
${share('predicted', 'min(predicted, other)')}
if (place < ${batch}u) {
${finish}
}
}
exchange[local] = own;
workgroupBarrier();
if (local == 0u) {
var total = exchange[0];
for (var i = 1u; i < ${size}u; i++) { total += exchange[i]; }
${use}
}`;
}
