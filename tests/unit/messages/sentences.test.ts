import { describe, expect, it } from 'vitest';
import { joinClauses, joinItems, joinSentences, sentenceGap } from '../../../src/messages/sentences.ts';
import { en, zh } from '../../support/translator.ts';

describe('sentences', () => {
  it('stand a space apart in English, and side by side in Chinese', () => {
    expect(sentenceGap(en)).toBe(' ');
    expect(sentenceGap(zh)).toBe('');
    expect(joinSentences(en, 'The GPU was lost.', '', 'Restart')).toBe('The GPU was lost. Restart.');
    expect(joinSentences(zh, 'GPU 已丢失。', '', '重新开始')).toBe('GPU 已丢失。重新开始。');
  });

  it('join items and lists of items by the marks of the language', () => {
    expect(joinItems(en, ['lr 0.02', 'momentum 0.9'])).toBe('lr 0.02, momentum 0.9');
    expect(joinItems(zh, ['学习率 0.02', '动量 0.9'])).toBe('学习率 0.02，动量 0.9');
    expect(joinClauses(en, ['a, b', 'c'])).toBe('a, b; c');
    expect(joinClauses(zh, ['a，b', 'c'])).toBe('a，b；c');
  });
});
