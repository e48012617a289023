import { readFileSync } from 'node:fs';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { scheduleName } from '../../../src/messages/schedules.ts';
import { schedules, schedulesFor } from '../../../src/optim/schedules/index.ts';
import type { ScheduleDeclaration } from '../../../src/optim/schedules/schedule.ts';
import { warmupParameters } from '../../../src/optim/schedules/warmup.ts';
import { en } from '../../support/translator.ts';

const listed: readonly ScheduleDeclaration[] = schedules;
const files = import.meta.glob<Record<string, unknown>>('../../../src/optim/schedules/*.ts', { eager: true });

const isDeclaration = (value: unknown): value is ScheduleDeclaration =>
  typeof value === 'object' && value !== null && 'valueAt' in value;

/** The declarations in the folder, by the name of their file. */
const declared = Object.entries(files).flatMap(([path, module]) =>
  Object.values(module)
    .filter(isDeclaration)
    .map((declaration) => ({ file: path.replace(/^.*\/(.*)\.ts$/, '$1'), declaration })),
);

describe('the registry of schedules', () => {
  it('lists each file that declares one, once', () => {
    expect(declared.length).toBeGreaterThanOrEqual(13);
    expect(new Set(declared.map(({ declaration }) => declaration))).toEqual(new Set(listed));
    expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
  });

  it('has names that tell the schedules of one value apart', () => {
    for (const scheduled of ['lr', 'momentum'] as const) {
      const names = schedulesFor(scheduled).map(({ id }) => scheduleName(en, id));
      expect(new Set(names).size).toBe(names.length);
      expect(names[0]).toBe('Constant');
    }
  });

  it.each(declared)('$file: id, source, golden', ({ file, declaration }) => {
    expect(declaration.id).toBe(file);
    expect(declaration.source).toMatch(/\S{3}/);
    const golden = readFileSync(new URL('../../golden/schedules.test.ts', import.meta.url), 'utf8');
    expect(golden).toContain(`'${file}'`);
  });

  it.each(listed)('$id: a form and a formula', ({ id, moves, parameters, choices, formula }) => {
    expect(moves.length).toBeGreaterThan(0);
    const all = [...parameters, ...warmupParameters];
    const keys = ['id', ...all.map(({ key }) => key), ...choices.map(({ key }) => key)];
    expect(new Set(keys).size).toBe(keys.length);
    for (const { key, default: value, min, max, valid } of all) {
      const where = `${id}.${key}`;
      expect(value, where).toBeGreaterThanOrEqual(min);
      expect(value, where).toBeLessThanOrEqual(max);
      expect(min, where).toBeGreaterThanOrEqual(valid.min);
      expect(max, where).toBeLessThanOrEqual(valid.max ?? Number.POSITIVE_INFINITY);
    }
    expect(() => katex.renderToString(formula, { throwOnError: true })).not.toThrow();
  });
});
