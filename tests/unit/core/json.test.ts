import { describe, expect, it } from 'vitest';
import { crc24 } from '../../../src/core/crc24.ts';
import { parseJson } from '../../../src/core/json.ts';

describe('parseJson', () => {
  const bounds = { letters: 40, depth: 2 };

  it('reads what is within its bounds; brackets in a text nest nothing', () => {
    expect(parseJson('{"a":[1,"[[[]}\\"{"]}', bounds)).toEqual({ value: { a: [1, '[[[]}"{'] }, fault: null });
    expect(parseJson('3', { letters: 1, depth: 0 })).toEqual({ value: 3, fault: null });
  });

  it.each([
    [' '.repeat(41), 'tooLong'],
    ['[[[]]]', 'tooDeep'],
    ['[{"a":{}}]', 'tooDeep'],
    ['[[[', 'tooDeep'],
    ['[1', 'notJson'],
    ['"\\', 'notJson'],
    ['', 'notJson'],
  ])('tells of %j', (text, fault) => {
    expect(parseJson(text, bounds)).toEqual({ fault });
  });
});

it('crc24 is that of OpenPGP', () => {
  expect(crc24('123456789')).toBe(0x21cf02); // the check value of CRC-24/OPENPGP
  expect(crc24('')).toBe(0xb704ce);
});
