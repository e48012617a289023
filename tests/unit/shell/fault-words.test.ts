import { describe, expect, it } from 'vitest';
import type { ErrorReport } from '../../../src/core/errors.ts';
import type { Fault } from '../../../src/core/faults.ts';
import { faultWords } from '../../../src/ui/shell/faultWords.ts';

const report = (fault: Fault, message = 'result.kind: is missing'): ErrorReport => ({
  code: 'spec',
  message,
  path: 'result.kind',
  fault,
});

describe('what is wrong with a link or a file', () => {
  it('is a sentence, and what to do', () => {
    expect(faultWords(report({ of: 'link', id: 'damaged' }))).toEqual({
      title: 'This link can’t be opened: it is damaged.',
      text: 'Copy it again in full.',
      details: null,
    });
    expect(faultWords(report({ of: 'result', id: 'no result' }), 'tiny.json')).toEqual({
      title: 'Can’t open “tiny.json”: it isn’t a Downhill result.',
      text: 'Choose a .json file exported from this page.',
      details: null,
    });
    const png = faultWords(report({ of: 'files', id: 'kind', kind: 'png' }), 'cat.png');
    expect(png?.title).toBe('Can’t open “cat.png”: it is a PNG image.');
    expect(png?.text).toMatch(/^Downhill opens results exported from this page \(\.json\) and weights/);
    expect(faultWords(report({ of: 'files', id: 'several', count: 3 }))?.title).toBe(
      'Can’t open 3 files at once.',
    );
  });

  it('names where only behind a word, for those who made the link or the file', () => {
    const message = 'result.rounds[0].seed: must be from 0 up, got -1';
    const words = faultWords(report({ of: 'result', id: 'result' }, message), 'a.json');
    expect(words?.details).toBe(message);
    expect(`${words?.title} ${words?.text}`).not.toContain('rounds[0]');
    expect(faultWords(report({ of: 'link', id: 'experiment' }, 'lanes: is missing'))?.details).toBe(
      'lanes: is missing',
    );
  });

  it('cuts a long name in its middle, and says nothing of what has no fault', () => {
    const name = `${'x'.repeat(200)}.json`;
    const title = faultWords(report({ of: 'result', id: 'damaged' }), name)?.title ?? '';
    expect(title.length).toBeLessThan(110);
    expect(title).toContain('.json”: it is damaged or incomplete.');
    expect(faultWords({ code: 'data', message: 'no' })).toBeNull();
  });
});
