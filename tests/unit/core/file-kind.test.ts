import { describe, expect, it } from 'vitest';
import { fileKind, headBytes } from '../../../src/core/file-kind.ts';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : part)));

describe('fileKind', () => {
  it.each([
    ['png', bytes([0x89], 'PNG\r\n'), 'a.json'],
    ['jpeg', bytes([0xff, 0xd8, 0xff, 0xe0]), 'photo'],
    ['gif', bytes('GIF89a'), 'a.gif'],
    ['webp', bytes('RIFF', [0, 0, 0, 0], 'WEBP'), 'a.webp'],
    ['heic', bytes([0, 0, 0, 24], 'ftypheic'), 'IMG.heic'],
    ['media', bytes([0, 0, 0, 24], 'ftypisom'), 'a.mp4'],
    ['pdf', bytes('%PDF-1.7'), 'paper.pdf'],
    ['zip', bytes('PK', [3, 4]), 'a.zip'],
    ['office', bytes('PK', [3, 4]), 'a.xlsx'],
    ['pytorch', bytes('PK', [3, 4]), 'model.pt'],
    ['gzip', bytes([0x1f, 0x8b, 8]), 'a.json.gz'],
    ['hdf5', bytes([0x89], 'HDF\r\n'), 'model.h5'],
    ['numpy', bytes([0x93], 'NUMPY'), 'a.npy'],
    ['safetensors', bytes([4, 0, 0, 0, 0, 0, 0, 0], '{"a"'), 'weights'],
    ['json', bytes(' {"kind": 1}'), 'noname'],
    ['json', bytes('nothing'), 'broken.json'],
    ['csv', bytes('lane,step,loss\r\nA,1,2.3\r\n'), 'steps.txt'],
    ['html', bytes('<!DOCTYPE html><html>'), 'page.html'],
    ['svg', bytes('<svg xmlns="">'), 'chart.svg'],
    ['text', bytes('Dear reader'), 'notes.txt'],
    ['unknown', bytes([1, 0, 2, 0]), 'data.dat'],
  ])('tells %s by its content first', (kind, head, name) => {
    expect(fileKind(head, name, Math.max(head.length, 12))).toBe(kind);
  });

  it('takes a text whose head ends within a letter for a text, and a file that does for none', () => {
    const cut = bytes('a'.repeat(4095), 'ä').subarray(0, headBytes);
    expect(fileKind(cut, 'notes.txt', 5000)).toBe('text');
    expect(fileKind(cut, 'notes.txt', headBytes)).toBe('unknown');
    const within = bytes('a'.repeat(2000), [0xc3], 'a'.repeat(2095));
    expect(fileKind(within, 'notes.txt', 5000)).toBe('unknown');
  });

  it('tells an empty file', () => {
    expect(fileKind(new Uint8Array(0), 'a.json', 0)).toBe('empty');
  });
});
