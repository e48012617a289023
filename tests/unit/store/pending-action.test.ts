import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyRun, useApp } from '../../../src/store/app.ts';
import { listenersOf } from '../../../src/store/events.ts';
import { connect } from '../../../src/store/opening.ts';
import { toggle } from '../../../src/store/transport.ts';
import { request } from '../../../src/store/worker.ts';
import { trainAction } from '../../../src/ui/shell/trainAction.ts';
import { gpu } from '../shell/run-state.ts';

let requests: string[] = [];

/** Connects, and notes what else it is asked. */
class FakeWorker {
  onmessage: ((event: object) => void) | null = null;

  postMessage({ type, id, kind }: { type: string; id: number; kind: string }): void {
    if (type !== 'request') return;
    if (['play', 'pause', 'step'].includes(kind)) requests.push(kind);
    const payload = kind === 'connect' ? gpu : { lock: null };
    queueMicrotask(() => this.onmessage?.({ data: { type: 'reply', id, ok: true, payload } }));
  }

  terminate(): void {}
}

const listeners = listenersOf(request);
const emitState = (state: 'paused' | 'running', step = 0) => listeners.state?.({ state, step, error: null });

beforeEach(async () => {
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('setInterval', () => 0);
  vi.stubGlobal('document', { baseURI: 'http://localhost/' });
  await connect(null);
  vi.unstubAllGlobals();
  requests = [];
  useApp.setState({ run: { ...emptyRun, state: 'building' } });
});

afterAll(() => useApp.setState(useApp.getInitialState(), true));

describe('Train pressed while the network is being built', () => {
  beforeEach(toggle);

  it('is starting until it trains, also once the network stands', () => {
    const shown = [trainAction(useApp.getState())];
    for (const state of ['paused', 'running'] as const) {
      emitState(state);
      shown.push(trainAction(useApp.getState()));
    }
    expect(shown).toEqual(['starting', 'starting', 'pause']);
    expect(requests).toEqual(['play']);
  });

  it('is over once it has trained: the pause that follows is none that trains on', () => {
    emitState('paused');
    emitState('running');
    emitState('paused', 3);
    expect(useApp.getState().run.pendingAction).toBeNull();
    expect(requests).toEqual(['play']);
  });

  it('is taken back by a second press before the network stands', () => {
    toggle();
    emitState('paused');
    expect(requests).toEqual([]);
  });

  it('is paused by a second press after the network stands and before it trains', () => {
    emitState('paused');
    toggle();
    expect(useApp.getState().run.pendingAction).toBeNull();
    expect(requests).toEqual(['play', 'pause']);
  });
});

it('takes one step that was asked for while the network was being built', () => {
  useApp.setState({ run: { ...emptyRun, state: 'building', pendingAction: 'step' } });
  for (const [state, step] of [
    ['paused', 0],
    ['running', 0],
    ['paused', 1],
  ] as const)
    emitState(state, step);
  expect(requests).toEqual(['step']);
});
