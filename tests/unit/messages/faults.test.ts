import { describe, expect, it } from 'vitest';
import type { ErrorReport } from '../../../src/core/errors.ts';
import type { Fault } from '../../../src/core/faults.ts';
import { faultText } from '../../../src/messages/faults.ts';
import { en, zh } from '../../support/translator.ts';

const report = (fault: Fault, message = 'result.kind: is missing'): ErrorReport => ({
  code: 'spec',
  message,
  path: 'result.kind',
  fault,
});

describe('what is wrong with a link or a file', () => {
  it('is a sentence, and what to do', () => {
    expect(faultText(en, report({ of: 'link', id: 'damaged' }))).toEqual({
      title: 'This link can’t be opened: it is damaged.',
      text: 'Copy it again in full.',
      details: null,
    });
    expect(faultText(en, report({ of: 'result', id: 'noResult' }), 'tiny.json')).toEqual({
      title: 'Can’t open “tiny.json”: it isn’t a Downhill result.',
      text: 'Choose a .json file exported from this page.',
      details: null,
    });
    const png = faultText(en, report({ of: 'files', id: 'kind', kind: 'png' }), 'cat.png');
    expect(png?.title).toBe('Can’t open “cat.png”: it is a PNG image.');
    expect(png?.text).toMatch(/^Downhill opens results exported from this page \(\.json\) and weights/);
    expect(faultText(en, report({ of: 'files', id: 'several', count: 3 }))?.title).toBe(
      'Can’t open 3 files at once.',
    );
  });

  it('names where only behind a word, for those who made the link or the file', () => {
    const message = 'result.rounds[0].seed: must be from 0 up, got -1';
    const words = faultText(en, report({ of: 'result', id: 'result' }, message), 'a.json');
    expect(words?.details).toBe(message);
    expect(`${words?.title} ${words?.text}`).not.toContain('rounds[0]');
    expect(faultText(en, report({ of: 'link', id: 'experiment' }, 'lanes: is missing'))?.details).toBe(
      'lanes: is missing',
    );
  });

  it('cuts a long name in its middle, and says nothing of what has no fault', () => {
    const name = `${'x'.repeat(200)}.json`;
    const title = faultText(en, report({ of: 'result', id: 'damaged' }), name)?.title ?? '';
    expect(title.length).toBeLessThan(110);
    expect(title).toContain('.json”: it is damaged or incomplete.');
    expect(faultText(en, { code: 'data', message: 'no' })).toBeNull();
  });

  it('is said in Chinese too', () => {
    expect(faultText(zh, report({ of: 'files', id: 'kind', kind: 'zip' }), 'a.zip')).toEqual({
      title: '无法打开“a.zip”：它是 zip 压缩包。',
      text: expect.stringMatching(/^请先解压。Downhill 可以打开/),
      details: null,
    });
    expect(faultText(zh, report({ of: 'files', id: 'several', count: 3 }))?.title).toBe(
      '无法同时打开 3 个文件。',
    );
  });
});
