import { expect, it } from 'vitest';
import { weightsName } from '../../../src/messages/weights.ts';
import { en, zh } from '../../support/translator.ts';

it('names weights after their file, its parts, or the lane and the step they come from', () => {
  expect(weightsName(en, { name: 'model.json' })).toBe('model.json');
  expect(weightsName(en, { name: 'm', parts: 2 })).toBe('m, 2 parts');
  expect(weightsName(en, { name: 'Nesterov', step: 1200 })).toBe('Nesterov, step 1\u202f200');
  expect(weightsName(zh, { name: 'Nesterov', step: 3 })).toBe('Nesterov，第 3 步');
  expect(weightsName(zh, { name: 'm', parts: 2 })).toBe('m，2 个分片');
});
