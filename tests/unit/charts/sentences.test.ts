import { describe, expect, it } from 'vitest';
import type { Divergence } from '../../../src/race/outcome.ts';
import { LaneSeries } from '../../../src/store/series.ts';
import { accuracySentence } from '../../../src/ui/charts/accuracy/accuracyText.ts';
import type { AccuracyModel } from '../../../src/ui/charts/accuracy/useAccuracyModel.ts';
import { lossEndLabels, lossSentence } from '../../../src/ui/charts/loss/lossText.ts';
import type { LossModel } from '../../../src/ui/charts/loss/useLossModel.ts';
import { schedulesSentence } from '../../../src/ui/charts/schedules/scheduleText.ts';
import type { ScheduleModel } from '../../../src/ui/charts/schedules/useScheduleModel.ts';
import { laneStyle } from '../../../src/ui/kit/lane/laneStyle.ts';
import { en, zh } from '../../support/translator.ts';

function lossModel(log: boolean, totalSteps: number | null, ...divergences: readonly (Divergence | null)[]) {
  const lanes = divergences.map((divergence, i) => {
    const series = new LaneSeries();
    series.loss.append(Float32Array.of(2, 1500));
    series.divergence = divergence;
    const name = ['Nesterov', 'Adam'][i] ?? '';
    const curve = { end: { x: 1, y: 0.27 }, ends: true };
    return { key: name, name, label: name, style: laneStyle(i), series, curve, band: null };
  });
  const x = { steps: lanes.length === 0 ? 0 : 40, totalSteps };
  return { x, y: { log }, lanes, previous: null } as unknown as LossModel;
}

describe('the loss chart in a sentence', () => {
  it('says what each lane has now, and which diverged', () => {
    const model = lossModel(true, 200, null, { step: 1, reason: 'tooLarge' });
    expect(lossSentence(en, model)).toBe(
      'Training loss of every step, smoothed, log scale: Nesterov 0.270, Adam diverged at step 1 at step 40 of 200.',
    );
    expect(lossSentence(zh, model)).toBe(
      '每一步的训练损失，已平滑，对数坐标：Nesterov 0.270，Adam 在第 1 步发散，第 40 步，共 200 步。',
    );
  });

  it('says where nothing is trained yet, or a run has no end', () => {
    expect(lossSentence(en, lossModel(false, 200))).toBe(
      'Training loss of every step, smoothed, linear scale: nothing trained yet.',
    );
    expect(lossSentence(zh, lossModel(false, 200))).toBe('每一步的训练损失，已平滑，线性坐标：尚未训练。');
    expect(lossSentence(en, lossModel(false, null, null))).toBe(
      'Training loss of every step, smoothed, linear scale: Nesterov 0.270 at step 40.',
    );
  });
});

describe('the end of a loss curve', () => {
  const reasons = ['tooLarge', 'skipped', 'atChance'] as const;
  const details = (t: typeof en) =>
    reasons.map((reason) => {
      const [label] = lossEndLabels(t, lossModel(true, 200, { step: 1, reason }), null);
      return `${label?.name} | ${label?.detail}`;
    });

  it('says why a lane diverged', () => {
    expect(details(en)).toEqual([
      'Nesterov diverged | loss 1\u202f500 at step 1',
      'Nesterov diverged | only skipped steps at step 1',
      'Nesterov diverged | back at chance at step 1',
    ]);
    expect(details(zh)).toEqual([
      'Nesterov 发散 | 第 1 步损失 1\u202f500',
      'Nesterov 发散 | 至第 1 步，所有步均被跳过',
      'Nesterov 发散 | 第 1 步与随机猜测无异',
    ]);
  });
});

describe('the accuracy chart in a sentence', () => {
  const lane = (name: string, accuracy: number | null, targetStep: number | null) => ({
    name,
    targetStep,
    evaluations: accuracy === null ? [] : [{ step: 50, accuracy, loss: 0.4 }],
  });
  const model = (target: number | null, ...lanes: ReturnType<typeof lane>[]) =>
    ({ target, lanes }) as unknown as AccuracyModel;

  it('says accuracy, target and who reached it', () => {
    const both = model(0.88, lane('Adam', 0.9, 40), lane('SGD', 0.8, null));
    expect(accuracySentence(en, both)).toBe(
      'Validation accuracy: Adam 90.0\u202f% after 50 steps, SGD 80.0\u202f% after 50 steps; the target is 88.0\u202f%, reached by Adam at step 40.',
    );
    expect(accuracySentence(zh, both)).toBe(
      '验证准确率：Adam 在 50 步后为 90.0%，SGD 在 50 步后为 80.0%；目标为 88.0%，Adam 于第 40 步达到。',
    );
    expect(accuracySentence(en, model(0.88, lane('Adam', 0.9, 40)))).toMatch(/, reached at step 40\.$/);
  });

  it('says where nothing is evaluated or no target set', () => {
    expect(accuracySentence(en, model(null, lane('Adam', null, null)))).toBe(
      'Validation accuracy: nothing evaluated yet.',
    );
    expect(accuracySentence(zh, model(0.88, lane('Adam', null, null)))).toBe(
      '验证准确率：尚未评估；目标为 88.0%。',
    );
  });
});

it('the schedules chart says what each lane has now', () => {
  const rows = [
    { key: 'lr', title: 'learning rate', lanes: [{ now: 0.02 }, { now: 0.1 }] },
    { key: 'momentum', title: 'momentum', lanes: [{ now: 0.9995 }] },
  ];
  const model = { x: { steps: 40 }, rows } as unknown as ScheduleModel;
  expect(schedulesSentence(en, model)).toBe(
    'Schedules over the run: learning rate 0.02, 0.1; momentum 0.9995 at step 40.',
  );
  expect(schedulesSentence(zh, model)).toMatch(/^运行中的调度：.*；.* 0\.9995，第 40 步。$/);
});
