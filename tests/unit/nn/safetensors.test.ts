import { describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../../src/nn/files/safetensors.ts';
import { rejectionOf } from '../../support/rejection.ts';

const tensors = [
  { name: 'a', shape: [2], values: Float32Array.of(1, -2) },
  { name: 'b/kernel', shape: [1, 1], values: Float32Array.of(0.5) },
];

/** A file of a header and bytes, whoever wrote it. */
function fileOf(header: string, data: readonly number[]): Uint8Array {
  const text = new TextEncoder().encode(header);
  return Uint8Array.from([text.length & 255, text.length >> 8, 0, 0, 0, 0, 0, 0, ...text, ...data]);
}

/** An entry of the header: one number in half precision. */
const half = (begin: number, end: number): string =>
  `{"dtype":"F16","shape":[1],"data_offsets":[${begin},${end}]}`;

describe('writeSafetensors', () => {
  it('lays out length, header, padding and values byte by byte', () => {
    const file = writeSafetensors({ tensors, metadata: { format: 'downhill' } });
    const header =
      '{"__metadata__":{"format":"downhill"},' +
      '"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},' +
      '"b/kernel":{"dtype":"F32","shape":[1,1],"data_offsets":[8,12]}}';
    const padded = header.padEnd(Math.ceil(header.length / 8) * 8, ' ');
    const expected = [
      padded.length,
      ...[0, 0, 0, 0, 0, 0, 0],
      ...new TextEncoder().encode(padded),
      ...[0x00, 0x00, 0x80, 0x3f], // 1
      ...[0x00, 0x00, 0x00, 0xc0], // −2
      ...[0x00, 0x00, 0x00, 0x3f], // 0.5
    ];
    expect(padded.length).toBeLessThan(256);
    expect([...file]).toEqual(expected);
  });

  it('keeps the order of names that are whole numbers', () => {
    const tensors = ['2', '10', '1'].map((name) => ({
      name,
      shape: [1],
      values: Float32Array.of(Number(name)),
    }));
    const read = readSafetensors(writeSafetensors({ tensors, metadata: {} }));
    expect(read.tensors).toEqual(tensors);
  });

  it('comes back as it was, in a buffer that begins anywhere', () => {
    const file = writeSafetensors({ tensors, metadata: { seed: '1' } });
    const shifted = new Uint8Array(file.length + 3);
    shifted.set(file, 3);
    expect(readSafetensors(shifted.subarray(3))).toEqual({
      tensors,
      metadata: { seed: '1' },
      excluded: [],
    });
  });
});

describe('readSafetensors', () => {
  it('reads half precision and bfloat16', () => {
    const file = fileOf(
      '{"h":{"dtype":"F16","shape":[4],"data_offsets":[0,8]},"g":{"dtype":"BF16","shape":[2],"data_offsets":[8,12]}}',
      [0x00, 0x3c, 0x00, 0xc0, 0x01, 0x00, 0x00, 0x7c, 0x80, 0x3f, 0x40, 0xc0],
    );
    const [h, g] = readSafetensors(file).tensors;
    expect([...(h?.values ?? [])]).toEqual([1, -2, 2 ** -24, Number.POSITIVE_INFINITY]);
    expect([...(g?.values ?? [])]).toEqual([1, -3]);
  });

  it('leaves out what counts and is no weight, and says so', () => {
    const header =
      '{"bn.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[0,8]},' +
      '"mask":{"dtype":"BOOL","shape":[1],"data_offsets":[8,9]},' +
      '"w":{"dtype":"F16","shape":[1],"data_offsets":[9,11]}}';
    const file = fileOf(header, [7, 0, 0, 0, 0, 0, 0, 0, 1, 0x00, 0x3c]);
    expect(readSafetensors(file)).toEqual({
      tensors: [{ name: 'w', shape: [1], values: Float32Array.of(1) }],
      metadata: {},
      excluded: [
        { name: 'bn.num_batches_tracked', dtype: 'I64' },
        { name: 'mask', dtype: 'BOOL' },
      ],
    });
  });

  it('takes tensors that are listed in another order than they lie in, and such without numbers', () => {
    const file = fileOf(
      '{"b":{"dtype":"BF16","shape":[1],"data_offsets":[2,4]},"none":{"dtype":"F32","shape":[0],"data_offsets":[2,2]},' +
        '"a":{"dtype":"BF16","shape":[1],"data_offsets":[0,2]},"__metadata__":{"a":"{[","a\\"b":"\\\\"}}',
      [0x80, 0x3f, 0x40, 0xc0],
    );
    expect(readSafetensors(file).tensors).toEqual([
      { name: 'b', shape: [1], values: Float32Array.of(-3) },
      { name: 'none', shape: [0], values: new Float32Array(0) },
      { name: 'a', shape: [1], values: Float32Array.of(1) },
    ]);
  });

  it.each([
    ['is cut short, or no safetensors file', Uint8Array.of(1, 2, 3)],
    ['is cut short, or no safetensors file', fileOf('{}', []).subarray(0, 9)],
    ['header is not JSON', fileOf('{"a":', [])],
    ['header lists no tensors', fileOf('[]', [])],
    ['does not describe a', fileOf('{"a":1}', [])],
    [
      'not give the shape and the place of a',
      fileOf('{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}', [0, 0, 0, 0]),
    ],
    [
      'none of F32, F16 and BF16. Save it',
      fileOf('{"a":{"dtype":"constructor","shape":[1],"data_offsets":[0,4]}}', [0, 0, 0, 0]),
    ],
    [
      'none of F32, F16 and BF16. Save it',
      fileOf('{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}', []),
    ],
    [
      'a has 4 bytes, but its shape needs 8',
      fileOf('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}', [0, 0, 0, 0]),
    ],
    [
      'is cut short: a ends at byte 8 of 1',
      fileOf('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', [0]),
    ],
    [
      'is cut short: steps ends at byte 8 of 1',
      fileOf('{"steps":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}', [0]),
    ],
    [
      'b begins at byte 1, inside a, which ends at byte 2',
      fileOf(`{"a":${half(0, 2)},"b":${half(1, 3)}}`, [0, 0, 0]),
    ],
    [
      'b begins at byte 0, inside a, which ends at byte 2',
      fileOf(`{"a":${half(0, 2)},"b":${half(0, 2)}}`, [0, 0]),
    ],
    [
      'The bytes 2 to 3, before b, belong to no tensor',
      fileOf(`{"a":${half(0, 2)},"b":${half(3, 5)}}`, [0, 0, 0, 0, 0]),
    ],
    ['The bytes 0 to 1, before a, belong to no tensor', fileOf(`{"a":${half(1, 3)}}`, [0, 0, 0])],
    ['3 bytes follow the last tensor, which ends at byte 2', fileOf(`{"a":${half(0, 2)}}`, [0, 0, 0, 0, 0])],
    [
      'steps ends at byte 0, before it begins at 2',
      fileOf(`{"a":${half(0, 2)},"steps":{"dtype":"I8","shape":[2],"data_offsets":[2,0]}}`, [0, 0]),
    ],
    ['The file lists a twice', fileOf(`{"a":${half(0, 2)},"\\u0061":${half(0, 2)}}`, [0, 0])],
  ])('refuses a file: %s', (fact, file) => {
    const text = rejectionOf(() => readSafetensors(file));
    expect(text).toContain(fact);
    expect(text).toMatch(/\. (Choose a whole safetensors file|Save it as one of these)\.$/);
  });
});
