import { MessageChannel } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { answerReads } from '../../../src/engine/reading.ts';
import { presets } from '../../../src/experiment/presets.ts';
import { isLongLink, specToHash } from '../../../src/experiment/url.ts';
import { read } from '../../../src/race/reading.ts';
import { printResult } from '../../../src/race/result-text.ts';
import { Random } from '../../fuzz/random.ts';
import { soundResult } from '../../fuzz/sound-result.ts';

/** What the reading worker answers, over a real port. */
function answerTo(request: object): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  answerReads(port2 as unknown as Parameters<typeof answerReads>[0]);
  return new Promise((resolve) => {
    port1.once('message', (answer: unknown) => {
      resolve(answer);
      port1.close();
    });
    port1.postMessage(request);
  });
}

it('a result comes out of the worker as it is read here, with what its optimizers were told', async () => {
  const result = soundResult(new Random(5));
  const text = printResult(result);
  const here = await read({ kind: 'result', text });
  expect(here.result).toEqual(result);
  expect(here.schedules.map(({ lr }) => lr.length)).toEqual(
    result.rounds.findLast(({ phase }) => phase === 'race')?.runs.map(({ loss }) => loss.length),
  );
  expect(await answerTo({ kind: 'result', text })).toEqual({ out: here });
});

it('what is refused comes out as a report with its fault', async () => {
  expect(await answerTo({ kind: 'result', text: '{' })).toEqual({
    error: {
      code: 'spec',
      path: 'result',
      message: 'resultNotJson',
      fact: { id: 'resultNotJson', params: {} },
      fault: { of: 'result', id: 'damaged' },
    },
  });
});

it('only links with very much in them are read elsewhere', () => {
  for (const { spec } of presets) expect(isLongLink(specToHash(spec))).toBe(false);
  const [preset] = presets;
  if (!preset) throw new Error('no preset');
  const events = Array.from({ length: 2000 }, (_, i) => ({ step: i, set: { 'optimizer.lr': 0.1 } }));
  const lanes = preset.spec.lanes.map((lane) => ({ ...lane, events }));
  expect(isLongLink(specToHash({ ...preset.spec, lanes }))).toBe(true);
  expect(isLongLink('#v2.AAAA.damaged')).toBe(false);
});
