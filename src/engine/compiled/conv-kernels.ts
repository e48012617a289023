import type { Kernel } from '../kernels/kernel.ts';
import type { KernelSequence } from '../kernels/sequence.ts';
import { input, output, repeat, threadKernel } from '../kernels/shader.ts';

export interface Conv {
  batch: number;
  height: number;
  width: number;
  inC: number;
  outC: number;
  k: number;
  relu: boolean;
}

const tile = (n: number) => [8, 5, 4, 3, 2].find((d) => n % d === 0) ?? 1;

export function convForward({ batch, height, width, inC, outC, k, relu }: Conv): Kernel {
  const tn = tile(outC);
  const p = (k - 1) >> 1;
  return threadKernel({
    name: `conv ${batch}×${height}×${width}×${inC} → ${outC}`,
    workgroupSize: 16,
    threads: batch * height * width * (outC / tn),
    flops: 2 * batch * height * width * outC * inC * k * k,
    buffers: [
      input('x', batch * height * width * inC),
      input('w', k * k * inC * outC),
      input('b', outC),
      output('y', batch * height * width * outC),
    ],
    body: `let c0 = index % ${outC / tn}u * ${tn}u; let pixel = index / ${outC / tn}u; let ox = i32(pixel % ${width}u); let oy = i32(pixel / ${width}u % ${height}u); let n = pixel / ${height * width}u;
${repeat(tn, (c) => `var a${c} = 0.0;`)}
for (var ky = 0; ky < ${k}; ky++) { let iy = oy + ky - ${p}; if (iy < 0 || iy >= ${height}) { continue; }
for (var kx = 0; kx < ${k}; kx++) { let ix = ox + kx - ${p}; if (ix < 0 || ix >= ${width}) { continue; }
let xb = ((n * ${height}u + u32(iy)) * ${width}u + u32(ix)) * ${inC}u; let wb = u32(ky * ${k} + kx) * ${inC * outC}u + c0;
for (var ci = 0u; ci < ${inC}u; ci++) { let v = x[xb + ci]; let wi = wb + ci * ${outC}u;
${repeat(tn, (c) => `a${c} = fma(v, w[wi + ${c}u], a${c});`)} } } }
${repeat(tn, (c) => `y[pixel * ${outC}u + c0 + ${c}u] = ${relu ? 'max(0.0, ' : '('}a${c} + b[c0 + ${c}u]);`)}`,
  });
}

export function convInputGradient({ batch, height, width, inC, outC, k }: Conv): Kernel {
  const tn = tile(inC);
  const p = (k - 1) >> 1;
  return threadKernel({
    name: `conv-dx ${batch}×${height}×${width}×${inC} → ${outC}`,
    workgroupSize: 16,
    threads: batch * height * width * (inC / tn),
    flops: 2 * batch * height * width * outC * inC * k * k,
    buffers: [
      input('dPre', batch * height * width * outC),
      input('w', k * k * inC * outC),
      output('dX', batch * height * width * inC),
    ],
    body: `let c0 = index % ${inC / tn}u * ${tn}u; let pixel = index / ${inC / tn}u; let ox = i32(pixel % ${width}u); let oy = i32(pixel / ${width}u % ${height}u); let n = pixel / ${height * width}u;
${repeat(tn, (c) => `var a${c} = 0.0;`)}
for (var ky = 0; ky < ${k}; ky++) { let iy = oy - ky + ${p}; if (iy < 0 || iy >= ${height}) { continue; }
for (var kx = 0; kx < ${k}; kx++) { let ix = ox - kx + ${p}; if (ix < 0 || ix >= ${width}) { continue; }
let xb = ((n * ${height}u + u32(iy)) * ${width}u + u32(ix)) * ${outC}u; let wb = (u32(ky * ${k} + kx) * ${inC}u + c0) * ${outC}u;
for (var co = 0u; co < ${outC}u; co++) { let v = dPre[xb + co];
${repeat(tn, (c) => `a${c} = fma(v, w[wb + ${c * outC}u + co], a${c});`)} } } }
${repeat(tn, (c) => `dX[pixel * ${inC}u + c0 + ${c}u] = a${c};`)}`,
  });
}

export function convWeightGradient({ batch, height, width, inC, outC, k }: Conv): KernelSequence {
  const parts = batch;
  const tn = tile(outC);
  const p = (k - 1) >> 1;
  const weights = k * k * inC * outC;
  const per = (weights + outC) / tn;
  const total = weights + outC;
  const partial = threadKernel({
    name: `conv-dw ${batch}×${height}×${width}×${inC} → ${outC}`,
    workgroupSize: 16,
    threads: parts * per,
    flops: 2 * batch * height * width * outC * inC * k * k,
    buffers: [
      input('x', batch * height * width * inC),
      input('dPre', batch * height * width * outC),
      output('partials', parts * total),
    ],
    body: `let n = index / ${per}u; let e = index % ${per}u * ${tn}u;
${repeat(tn, (c) => `var a${c} = 0.0;`)}
let c0 = e % ${outC}u; let isBias = e >= ${weights}u; let ci = e / ${outC}u % ${inC}u; let t = select(e / ${inC * outC}u, ${(k * k) >> 1}u, isBias); let ky = i32(t / ${k}u) - ${p}; let kx = i32(t % ${k}u) - ${p};
for (var y = max(0, -ky); y < min(${height}, ${height} - ky); y++) { for (var x0 = max(0, -kx); x0 < min(${width}, ${width} - kx); x0++) {
let v = select(x[((n * ${height}u + u32(y + ky)) * ${width}u + u32(x0 + kx)) * ${inC}u + ci], 1.0, isBias); let g = ((n * ${height}u + u32(y)) * ${width}u + u32(x0)) * ${outC}u + c0;
${repeat(tn, (c) => `a${c} = fma(v, dPre[g + ${c}u], a${c});`)} } }
${repeat(tn, (c) => `partials[n * ${total}u + e + ${c}u] = a${c};`)}`,
  });
  const reduce = threadKernel({
    name: `conv-dw-reduce ${batch} × ${total}`,
    workgroupSize: 16,
    threads: total,
    flops: parts * total,
    buffers: [input('partials', parts * total), output('dW', weights), output('db', outC)],
    body: `var sum = 0.0; for (var s = 0u; s < ${parts}u; s++) { sum += partials[s * ${total}u + index]; } if (index < ${weights}u) { dW[index] = sum; } else { db[index - ${weights}u] = sum; }`,
  });
  return { kernels: [partial, reduce], scratch: { partials: parts * total } };
}

/** dY masked by y > 0. */
export function reluGradient(length: number): Kernel {
  return threadKernel({
    name: `relu-gradient ${length}`,
    workgroupSize: 16,
    threads: length,
    flops: 0,
    buffers: [input('dY', length), input('y', length), output('dPre', length)],
    body: 'dPre[index] = select(0.0, dY[index], y[index] > 0.0);',
  });
}
export function reluForward(length: number): Kernel {
  return threadKernel({
    name: `relu ${length}`,
    workgroupSize: 16,
    threads: length,
    flops: 0,
    buffers: [output('y', length)],
    body: 'y[index] = max(0.0, y[index]);',
  });
}
