// @ts-check

/**
 * @param {readonly number[]} values not empty
 * @returns {{ min: number, median: number, max: number }}
 */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
  return { min: sorted[0] ?? Number.NaN, median, max: sorted.at(-1) ?? Number.NaN };
}

/**
 * @param {readonly number[]} a
 * @param {readonly number[]} b
 * @returns {{ steps: number, value: number }} the largest |a − b| over the steps both have
 */
export function largestDifference(a, b) {
  const steps = Math.min(a.length, b.length);
  let value = 0;
  for (let i = 0; i < steps; i++) value = Math.max(value, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
  return { steps, value };
}

/**
 * A number for people, to three or four digits: `0.123`, `12.3`, `1234`.
 * @param {number} value
 * @returns {string}
 */
export function brief(value) {
  if (!Number.isFinite(value)) return String(value);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 1e-3))));
  return value.toFixed(Math.min(digits, 4));
}

/**
 * @param {readonly (readonly string[])[]} rows the first is the header
 * @returns {string} a table in Markdown
 */
export function markdownTable(rows) {
  const [head = [], ...body] = rows;
  const line = (/** @type {readonly string[]} */ row) => `| ${row.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

/**
 * @param {readonly (readonly string[])[]} rows the first is the header; the first column is text, the others numbers
 * @returns {string}
 */
export function tableText(rows) {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (/** @type {readonly string[]} */ row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = rows;
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(line)].join('\n');
}
