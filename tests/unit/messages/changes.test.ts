import { expect, test } from 'vitest';
import { changesText } from '../../../src/messages/changes.ts';
import { en, zh } from '../../support/translator.ts';

test('a schedule is named within a sentence, a value that was off says so', () => {
  const changes = [
    { id: 'schedule', path: 'lrSchedule', old: 'constant', value: 'cosine' },
    { id: 'schedule', path: 'momentumSchedule', old: 'constant', value: 'nmgd' },
    { id: 'number', path: 'clip.value', old: null, value: 0.5 },
  ] as const;
  expect(changesText(en, changes)).toBe('lr cosine, momentum NMGD, clip by value off → 0.5');
  expect(changesText(zh, changes)).toBe('学习率：余弦，动量：NMGD，按值裁剪 关闭 → 0.5');
});
