import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ScheduleSpec } from '../../../src/experiment/schema.ts';
import { showLanguage } from '../../../src/ui/kit/language.ts';
import { ScheduleCurve } from '../../../src/ui/lanes/ScheduleCurve.tsx';
import { en, zh } from '../../support/translator.ts';

const cosine: ScheduleSpec = { id: 'cosine', final: 0, warmup: 0, warmupFrom: 0.01 };
const halving: ScheduleSpec = { id: 'step', every: 500, factor: 0.5, warmup: 0, warmupFrom: 0.01 };

beforeEach(() => showLanguage(en));

function draw(
  schedule: ScheduleSpec,
  step: number,
  totalSteps: number | null = 2000,
  label = 'learning rate',
): string {
  const props = {
    schedule,
    base: 0.02,
    totalSteps,
    step,
    size: 'large',
    color: 'var(--lane-1)',
    label,
  } as const;
  return renderToStaticMarkup(createElement(ScheduleCurve, props));
}

/** The y of the last point of the last path but one: where the part ahead ends. */
function endOfAhead(svg: string): number {
  const path = /d="([^"]+)"/.exec(svg)?.[1] ?? '';
  return Number(path.split(/[ ML]/).at(-1));
}

describe('ScheduleCurve', () => {
  it('says the value at the step in its label', () => {
    expect(draw(cosine, 1000)).toContain('aria-label="learning rate: 0.01 at step 1\u202f000"');
    showLanguage(zh);
    expect(draw(cosine, 1000, 2000, '学习率')).toContain('aria-label="学习率：第 1\u202f000 步为 0.01"');
  });

  it('is hidden from readers where something beside it says so', () => {
    expect(draw(cosine, 1000, 2000, '')).toContain('aria-hidden="true"');
  });

  it('has a past only once steps were taken', () => {
    expect(draw(cosine, 0).match(/<path/g)).toHaveLength(1);
    expect(draw(cosine, 1).match(/<path/g)).toHaveLength(2);
  });

  it('ends at the value of the last step, not of the one after', () => {
    const axisY = 108; // the axis, where the value is 0
    const heightOf = (fraction: number): number => axisY - 98 * fraction;
    expect(endOfAhead(draw(cosine, 1000))).toBeCloseTo(axisY, 1);
    expect(endOfAhead(draw(halving, 1000))).toBeCloseTo(heightOf(0.125), 1);
  });

  it('shows enough of an endless schedule to see its shape', () => {
    expect(draw(halving, 0, null)).toContain('2\u202f000 steps');
    expect(draw(halving, 4000, null)).toContain('5\u202f000 steps');
  });
});
