import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { languages } from '../../../src/core/language.ts';
import { useApp } from '../../../src/store/app.ts';
import type { CommandId } from '../../../src/ui/shell/commands.ts';
import {
  commandOf,
  commandReports,
  commands,
  commandText,
  importInputId,
  isCommand,
  isEnabled,
  perform,
} from '../../../src/ui/shell/commands.ts';
import { en, zh } from '../../support/translator.ts';

const ids = Object.keys(commands) as CommandId[];
const settable = ids.flatMap((id) => commandOf(id).choices ?? []);
const fresh = useApp.getInitialState(); // the files of a worker share the store

beforeEach(() => useApp.setState(fresh, true));
afterEach(() => void vi.unstubAllGlobals());
afterAll(() => void vi.resetModules()); // another file of the worker mocks what these import

describe('a command that sets one of several', () => {
  it('sets nothing that is none of them', () => {
    for (const id of ['theme', 'language', 'speed', 'preset'] as const) {
      expect(perform(id, 'none such'), id).toBe(false);
      expect(perform(id), id).toBe(false);
    }
    expect(useApp.getState()).toEqual(fresh);
  });

  it('has a text for each of them in each language, no two alike, and knows the one in force', () => {
    expect(settable).toHaveLength(4);
    for (const { ids: choiceIds, chosen, text } of settable) {
      for (const t of [en, zh])
        expect(new Set(choiceIds.map((id) => text(t, id))).size).toBe(choiceIds.length);
      expect([...choiceIds, '']).toContain(chosen(fresh));
    }
    expect(commands.language.choices.ids).toEqual(languages);
    expect(commands.speed.choices.chosen({ ...fresh, view: { ...fresh.view, speed: 60 } })).toBe('60');
  });
});

describe('results to and from a file', () => {
  it('are saved only where there is one', () => {
    expect([perform('saveResult'), perform('saveSteps')]).toEqual([false, false]);
    const over = { ...fresh, run: { ...fresh.run, roundEnd: {} as never } };
    expect([isEnabled('saveResult', over), isEnabled('saveSteps', over)]).toEqual([true, true]);
  });

  it('are imported by the input that the browser chooses a file with', () => {
    const click = vi.fn();
    const getElementById = vi.fn(() => ({ click }));
    vi.stubGlobal('document', { getElementById });
    perform('importResult');
    expect(getElementById).toHaveBeenCalledWith(importInputId);
    expect(click).toHaveBeenCalledTimes(1);
  });
});

describe('the commands as scripts see them', () => {
  it('are the registry, each with its text and its keys, and what it may set', () => {
    const reports = commandReports(en, fresh);
    expect(reports.map(({ id }) => id)).toEqual(ids);
    for (const { id, text, keys } of reports)
      expect({ text, keys }).toEqual({ text: commandText(en, id), keys: commandOf(id).keys });
    expect(reports.find(({ id }) => id === 'theme')).toEqual({
      id: 'theme',
      text: 'Light or dark',
      keys: [],
      isEnabled: true,
      choices: ['auto', 'light', 'dark'],
      chosen: 'auto',
    });
    expect(reports.find(({ id }) => id === 'saveResult')).toMatchObject({ isEnabled: false });
  });

  it('are told from other names', () => {
    expect([isCommand('restart'), isCommand('toString'), isCommand('')]).toEqual([true, false, false]);
  });
});
