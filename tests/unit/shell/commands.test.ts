import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useApp } from '../../../src/store/app.ts';
import { toggleLane } from '../../../src/store/lanes.ts';
import { finishNow, newSeed, restart, stepOnce, toggle } from '../../../src/store/transport.ts';
import { toggleProjector } from '../../../src/store/view.ts';
import { keyCommand } from '../../../src/ui/keyboard.ts';
import type { CommandId } from '../../../src/ui/shell/commands.ts';
import {
  commandLabel,
  commandOf,
  commands,
  commandsWithKeys,
  commandText,
  keyCaps,
  perform,
  textWithKey,
  useKeysList,
} from '../../../src/ui/shell/commands.ts';
import { en, zh } from '../../support/translator.ts';

// the files of a worker share modules: those that are mocked are loaded anew, and let go
vi.hoisted(() => void vi.resetModules());
afterAll(() => void vi.resetModules());
vi.mock('../../../src/store/transport.ts', () => ({
  finishNow: vi.fn(),
  newSeed: vi.fn(),
  restart: vi.fn(),
  stepOnce: vi.fn(),
  toggle: vi.fn(),
}));
vi.mock('../../../src/store/lanes.ts', () => ({ toggleLane: vi.fn() }));
vi.mock('../../../src/store/view.ts', async (original) => ({
  ...(await original<typeof import('../../../src/store/view.ts')>()),
  toggleProjector: vi.fn(),
  setView: vi.fn(),
}));

const { setView } = await import('../../../src/store/view.ts');
const ids = Object.keys(commands) as CommandId[];
const withKeys = ids.flatMap((id) => commandOf(id).keys.map((key) => ({ id, key })));

beforeEach(() => vi.stubGlobal('Element', class {}));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

/** The event of a key as a US keyboard sends it. */
function pressOf(key: string): KeyboardEvent {
  const [name = '', modifier] = key.split('+').reverse();
  const shiftKey = modifier === 'Shift' || name === '?';
  const typed = name === 'Space' ? ' ' : name.length === 1 && !shiftKey ? name.toLowerCase() : name;
  const code = /^\d$/.test(name) ? `Digit${name}` : /^[A-Z]$/.test(name) ? `Key${name}` : '';
  return { key: typed, code, shiftKey, target: null } as unknown as KeyboardEvent;
}

describe('the registry of commands', () => {
  it('gives no key to two commands', () => {
    expect(new Set(withKeys.map(({ key }) => key)).size).toBe(withKeys.length);
  });

  it.each(withKeys)('finds $id by its key $key', ({ id, key }) => {
    expect(keyCommand(pressOf(key))).toEqual({ id, key });
  });

  it('lists every command that has a key, from its first key to its last', () => {
    expect(commandsWithKeys()).toEqual(
      ids
        .filter((id) => commandOf(id).keys.length > 0)
        .map((id) => ({ id, first: commandOf(id).keys[0], last: commandOf(id).keys.at(-1) })),
    );
  });

  it('has one text for each command in each language, no two alike', () => {
    for (const t of [en, zh]) {
      const texts = ids.map((id) => commandText(t, id));
      expect(new Set(texts).size).toBe(texts.length);
    }
  });

  it('writes keys as they are printed', () => {
    expect(withKeys.slice(0, 4).map(({ key }) => keyCaps(en, key))).toEqual([
      ['Space'],
      ['→'],
      ['R'],
      ['Shift', 'R'],
    ]);
    expect(textWithKey(en, 'seed')).toBe('Restart from a new seed (Shift+R)');
    expect(textWithKey(zh, 'train')).toBe('训练，暂停（空格）');
    expect(textWithKey(en, 'finish')).toBe('Stop now and keep the results so far');
  });
});

describe('performing a command', () => {
  const fresh = useApp.getInitialState(); // the files of a worker share the store
  const paused = { ...fresh, run: { ...fresh.run, state: 'paused' as const } };
  const ready = { ...paused, data: { id: fresh.spec.data.id, ready: true, failures: [] } as never };

  it('does what it stands for', () => {
    useApp.setState(ready, true);
    const acts = {
      train: toggle,
      step: stepOnce,
      restart,
      seed: newSeed,
      log: setView,
      lane: toggleLane,
      projector: toggleProjector,
    };
    for (const [id, act] of Object.entries(acts)) {
      perform(id as CommandId, '3');
      expect(act, id).toHaveBeenCalledTimes(1);
    }
    expect(toggleLane).toHaveBeenCalledWith(2);
    perform('keys');
    expect(useKeysList.getState().isOpen).toBe(true);
  });

  it('does nothing where it cannot act', () => {
    useApp.setState({ ...paused, data: null }, true); // nothing to train on yet
    perform('train');
    perform('step');
    perform('finish');
    for (const act of [toggle, stepOnce, finishNow]) expect(act).not.toHaveBeenCalled();
  });

  it('says on the big button what that does in each state', () => {
    expect(commandLabel(en, 'train', ready)).toBe('Train');
    expect(commandLabel(en, 'train', { ...ready, run: { ...ready.run, state: 'running' } })).toBe('Pause');
    expect(commandLabel(en, 'projector', ready)).toBe('Projector');
    expect(commandLabel(en, 'seed', ready)).toBe('Restart from a new seed');
  });
});
