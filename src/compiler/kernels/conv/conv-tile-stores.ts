import { repeat } from '../shader.ts';

const lanes = 'xyzw';

/**
 * WGSL for `TiledProduct.store`: `text(row, sum)` for each of the rows m, m + 1, … that there are, where the vec4 of
 * columns from n on begins inside.
 */
export const eachRow = (
  rows: number,
  columns: number,
  sums: readonly string[],
  text: (row: string, sum: string) => string,
): string =>
  `if (n < ${columns}u) {
${sums.map((sum, k) => `if (m + ${k}u < ${rows}u) { let row = m + ${k}u; ${text('row', sum)} }`).join('\n')}
}`;

/** WGSL: puts a vec4 into `name[row, n … n + 3]`, a buffer of vec4s where rows are whole ones. */
export function storeVec4(name: string, row: string, columns: number, value: string): string {
  if (columns % 4 === 0) return `${name}[(${row} * ${columns}u + n) / 4u] = ${value};`;
  return `{ let values = ${value}; ${repeat(4, (k) => `if (n + ${k}u < ${columns}u) { ${name}[${row} * ${columns}u + n + ${k}u] = values.${lanes[k]}; }`, ' ')} }`;
}
