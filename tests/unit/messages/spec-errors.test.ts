import { describe, expect, it } from 'vitest';
import { toErrorReport } from '../../../src/core/errors.ts';
import { parseSpec } from '../../../src/experiment/schema.ts';
import { errorText, reasonText } from '../../../src/messages/errors.ts';
import { en, zh } from '../../support/translator.ts';

const valid = {
  data: { id: 'fashion-mnist' },
  model: { id: 'cnn' },
  lanes: [{ optimizer: { id: 'nesterov' } }],
};

function reportOf(more: object) {
  try {
    parseSpec({ ...valid, ...more });
  } catch (error) {
    return toErrorReport(error);
  }
  throw new Error('was taken');
}

describe('an error of an experiment', () => {
  it.each([
    [
      { data: { id: 'fashion-mnist', batchSize: 0 } },
      'data.batchSize: must be a whole number from 1 to 1024, got 0. Type a whole number, e.g. 64.',
      'data.batchSize: 必须是 1 到 1024 之间的整数，当前为 0。可输入整数，例如 64。',
    ],
    [
      { lanes: [{ optimizer: { id: 'sgd', lr: 0 } }] },
      'lanes[0].optimizer.lr: must be a finite number above 0, got 0. Drag the slider or type e.g. 0.05.',
      'lanes[0].optimizer.lr: 必须是大于 0 的有限数，当前为 0。可拖动滑块，或输入例如 0.05。',
    ],
    [
      { race: { grid: { decades: 9 } } },
      'race.grid.decades: must be a finite number from 1 to 8, got 9.',
      'race.grid.decades: 必须是 1 到 8 之间的有限数，当前为 9。',
    ],
    [
      { data: { id: 'fashion-mnist', fit: 'cut' } },
      'data.fit: must be pad or resize, got "cut".',
      'data.fit: 必须是 pad 或 resize，当前为 "cut"。',
    ],
    [
      { one: 1, two: 2, three: 3, four: 4, five: 5 },
      'experiment: does not know "one", "two" or "three" and 2 more. Remove it, or check the spelling.',
      'experiment: 含有未知的键 "one"、"two"或"three" 等，另有 2 个。请删除，或检查拼写。',
    ],
    [
      { seeds: 2, training: { steps: null } },
      'seeds: more than one needs a length, got a run until stopped. Set steps or epochs, or race one seed.',
      'seeds: 多个种子需要训练长度，而运行直到停止。请设置 steps 或 epochs，或只用一个种子。',
    ],
  ])('of %j names the place, what must be and what to do', (more, english, chinese) => {
    expect(errorText(en, reportOf(more))).toBe(english);
    expect(errorText(zh, reportOf(more))).toBe(chinese);
  });

  it('stands beside its control without the path', () => {
    const report = reportOf({ seed: 'x' });
    expect(reasonText(en, report)).toBe(
      'must be a whole number from 0 to 4294967295, got "x". Type a whole number from 0, e.g. 1.',
    );
  });
});
