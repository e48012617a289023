import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkSizes, MAX_LINES } from '../../../scripts/check-sizes.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sizes-'));
  mkdirSync(join(root, 'src', 'core'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (file: string, lines: number) =>
  writeFileSync(join(root, 'src', file), 'export {};\n'.repeat(lines));

test('a file that is too long is named with its lines, and one of just the length passes', () => {
  write('core/short.ts', MAX_LINES);
  write('core/long.tsx', MAX_LINES + 1);
  write('longer.ts', 2 * MAX_LINES);
  write('data.json', 2 * MAX_LINES);
  expect(checkSizes(root)).toEqual({
    files: 3,
    problems: [
      'src/longer.ts: must have at most 350 lines, got 700; split it',
      'src/core/long.tsx: must have at most 350 lines, got 351; split it',
    ],
  });
});
