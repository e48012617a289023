import { newtonSchulz } from '../../../optim/custom-ops/newton-schulz.ts';
import { floatLiteral } from '../expr-wgsl.ts';
import type { AdapterClass } from '../kernel.ts';
import { matmul, matmulTunings } from '../matmul/matmul.ts';
import type { Matmul } from '../matmul/matmul-problem.ts';
import { chunking } from '../matmul/matmul-problem.ts';
import type { KernelSequence } from '../sequence.ts';
import { groupKernel, input, output, threadKernel } from '../shader.ts';

export interface MatrixShape {
  readonly rows: number;
  readonly columns: number;
}

const summers = 64;

/**
 * The nearest semi-orthogonal matrix, roughly, by Newton–Schulz iterations, in place:
 *   X₀ = g / (‖g‖ + 1e-7) ;  A = X Xᵀ (of the shorter side) ;  X ← a X + (b A + c A²) X ;  g ← √max(1, columns / rows) X
 * 1 + 3 · steps products of matrices.
 *   g        [rows, columns], written
 *   x, other, gram, polynomial   scratch
 */
export function orthogonalize(shape: MatrixShape, steps: number, adapter: AdapterClass): KernelSequence {
  const { rows, columns } = shape;
  const size = rows * columns;
  const short = Math.min(rows, columns);
  const scale = Math.sqrt(Math.max(1, columns / rows));
  const parts = [normalize(shape, adapter)];
  for (let step = 0; step < steps; step++) {
    const last = step === steps - 1;
    const [from, to] = step % 2 === 0 ? ['x', 'other'] : ['other', 'x'];
    parts.push(
      gram(shape, from, adapter),
      polynomial(short, adapter),
      iterate(shape, from, last ? 'g' : to, last ? scale : 1, adapter),
    );
  }
  return {
    kernels: parts.flatMap(({ kernels }) => kernels),
    scratch: largest([
      { x: size, other: size, gram: short * short, polynomial: short * short },
      ...parts.map(({ scratch }) => scratch),
    ]),
  };
}

/** Room for each of several needs, one at a time. */
function largest(needs: readonly KernelSequence['scratch'][]): Record<string, number> {
  const words: Record<string, number> = {};
  for (const need of needs) {
    for (const [name, length] of Object.entries(need)) words[name] = Math.max(length, words[name] ?? 0);
  }
  return words;
}

const text = ({ rows, columns }: MatrixShape): string => `${rows}×${columns}`;

function normalize(shape: MatrixShape, adapter: AdapterClass): KernelSequence {
  const size = shape.rows * shape.columns;
  const sum = groupKernel({
    name: `orthogonalize ${text(shape)}, norm`,
    buffers: [input('g', size), output('norm', 1)],
    workgroupSize: summers,
    workgroups: [1, 1, 1],
    flops: 2 * size,
    declarations: `var<workgroup> shares: array<f32, ${summers}>;`,
    body: `var share = 0.0;
for (var i = local; i < ${size}u; i += ${summers}u) { share = fma(g[i], g[i], share); }
shares[local] = share;
workgroupBarrier();
if (local > 0u) { return; }
var total = 0.0;
for (var i = 0u; i < ${summers}u; i++) { total += shares[i]; }
norm[0] = sqrt(total);`,
  });
  const divide = threadKernel({
    name: `orthogonalize ${text(shape)}, normalize`,
    buffers: [input('g', size), input('norm', 1), output('x', size)],
    workgroupSize: adapter === 'software' ? 4 : 64,
    threads: size,
    flops: size,
    body: `x[index] = g[index] / (norm[0] + ${floatLiteral(newtonSchulz.eps)});`,
  });
  return { kernels: [sum, divide], scratch: { norm: 1 } };
}

/** The first of the tunings: these products are few and small beside those of the layers. */
function product(problem: Omit<Matmul, 'chunks'>, adapter: AdapterClass): KernelSequence {
  const chunks = chunking(problem.terms, problem.rows * problem.columns);
  const [tuning] = matmulTunings({ ...problem, chunks }, adapter);
  if (!tuning) throw new RangeError(`${problem.name}: no tuning`);
  return matmul({ ...problem, chunks }, tuning);
}

/** X Xᵀ or Xᵀ X, whichever is smaller. */
function gram(shape: MatrixShape, from: string, adapter: AdapterClass): KernelSequence {
  const { rows, columns } = shape;
  const wide = rows <= columns;
  const short = Math.min(rows, columns);
  const element = (edge: string, term: string): string =>
    wide ? `${from}[${edge} * ${columns}u + ${term}]` : `${from}[${term} * ${columns}u + ${edge}]`;
  return product(
    {
      name: `orthogonalize ${text(shape)}, gram of ${from}`,
      rows: short,
      columns: short,
      terms: Math.max(rows, columns),
      operands: [input(from, rows * columns)],
      results: [output('gram', short * short)],
      left: (row, term) => element(row, term),
      right: (term, column) => element(column, term),
      contiguous: wide ? { left: 'term', right: 'term' } : { left: 'row', right: 'column' },
      store: (row, column, sum) => `gram[${row} * ${short}u + ${column}] = ${sum};`,
    },
    adapter,
  );
}

/** b A + c A². */
function polynomial(short: number, adapter: AdapterClass): KernelSequence {
  const at = (row: string, column: string): string => `gram[${row} * ${short}u + ${column}]`;
  return product(
    {
      name: `orthogonalize, polynomial ${short}`,
      rows: short,
      columns: short,
      terms: short,
      operands: [input('gram', short * short)],
      results: [output('polynomial', short * short)],
      left: (row, term) => at(row, term),
      right: (term, column) => at(term, column),
      contiguous: { left: 'term', right: 'column' },
      store: (row, column, sum) =>
        `polynomial[${row} * ${short}u + ${column}] = ${floatLiteral(newtonSchulz.b)} * ${at(row, column)} + ${floatLiteral(newtonSchulz.c)} * ${sum};`,
    },
    adapter,
  );
}

/** a X + P X, or a X + X P where X is tall. */
function iterate(
  shape: MatrixShape,
  from: string,
  to: string,
  scale: number,
  adapter: AdapterClass,
): KernelSequence {
  const { rows, columns } = shape;
  const wide = rows <= columns;
  const short = Math.min(rows, columns);
  const x = (row: string, column: string): string => `${from}[${row} * ${columns}u + ${column}]`;
  const p = (row: string, column: string): string => `polynomial[${row} * ${short}u + ${column}]`;
  return product(
    {
      name: `orthogonalize ${text(shape)}, ${from} to ${to}`,
      rows,
      columns,
      terms: short,
      operands: [input(from, rows * columns), input('polynomial', short * short)],
      results: [output(to, rows * columns)],
      left: (row, term) => (wide ? p(row, term) : x(row, term)),
      right: (term, column) => (wide ? x(term, column) : p(term, column)),
      contiguous: { left: 'term', right: 'column' },
      store: (row, column, sum) =>
        `${to}[${row} * ${columns}u + ${column}] = ${floatLiteral(scale)} * (${floatLiteral(newtonSchulz.a)} * ${x(row, column)} + ${sum});`,
    },
    adapter,
  );
}
