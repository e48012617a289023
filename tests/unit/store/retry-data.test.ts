import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyRun, useApp } from '../../../src/store/app.ts';
import { connect } from '../../../src/store/opening.ts';
import { patchRun } from '../../../src/store/patch.ts';
import { finishNow, retryData, toggle } from '../../../src/store/transport.ts';
import { gpu } from '../shell/run-state.ts';

let calls: string[] = [];

/** Answers whatever it is asked, and notes what of it is a person's doing. */
class FakeWorker {
  onmessage: ((event: object) => void) | null = null;

  postMessage({
    type,
    id,
    kind,
  }: {
    readonly type: string;
    readonly id: number;
    readonly kind: string;
  }): void {
    if (type !== 'request' || kind === 'lost') return;
    if (!['watch', 'connect', 'limits', 'speed'].includes(kind)) calls.push(kind);
    const payload = kind === 'connect' ? gpu : { lock: null };
    queueMicrotask(() => this.onmessage?.({ data: { type: 'reply', id, ok: true, payload } }));
  }

  terminate(): void {}
}

const failed = { code: 'data', message: 'test-00.shard: is missing' } as const;

beforeEach(async () => {
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('setInterval', () => 0);
  vi.stubGlobal('document', { baseURI: 'http://localhost/' });
  calls = [];
  useApp.setState({ run: { ...emptyRun, state: 'paused' } });
  await connect(null);
  vi.unstubAllGlobals();
});

afterAll(() => useApp.setState(useApp.getInitialState(), true));

describe('a file that is downloaded again', () => {
  it('lets a run go on that stopped for it', async () => {
    patchRun({ error: failed });
    retryData();
    await vi.waitFor(() => expect(calls).toEqual(['retryData', 'play']));
  });

  it('ends a run that was asked to end', async () => {
    finishNow();
    patchRun({ error: failed });
    retryData();
    await vi.waitFor(() => expect(calls).toEqual(['finish', 'retryData', 'finish']));
  });

  it('lets a run go on that was trained on instead', async () => {
    finishNow();
    toggle();
    patchRun({ error: failed });
    retryData();
    await vi.waitFor(() => expect(calls).toEqual(['finish', 'play', 'retryData', 'play']));
  });

  it('leaves a run alone that did not stop for it', async () => {
    retryData();
    await vi.waitFor(() => expect(calls).toEqual(['retryData']));
    await Promise.resolve();
    expect(calls).toEqual(['retryData']);
  });
});
