import type { LucideIcon } from 'lucide-react';
import {
  Dices,
  Download,
  FolderOpen,
  Keyboard,
  Presentation,
  RotateCcw,
  StepForward,
  Table,
} from 'lucide-react';
import { create } from 'zustand';
import { languageNames, languages } from '../../core/language.ts';
import { presets } from '../../experiment/presets.ts';
import type { Translator } from '../../messages/translator.ts';
import { useApp } from '../../store/app.ts';
import { toggleLane } from '../../store/lanes.ts';
import { setLanguage } from '../../store/language.ts';
import { loadPreset } from '../../store/opening.ts';
import { isLastEvaluation, roundCount } from '../../store/race-progress.ts';
import { hasBegun, hasResult } from '../../store/rounds.ts';
import type { AppState, RunSlice } from '../../store/state.ts';
import { finishNow, newSeed, restart, stepOnce, toggle } from '../../store/transport.ts';
import { setView, toggleProjector } from '../../store/view.ts';
import { saveFile } from '../kit/saveFile.ts';
import { isIdle, trainAction } from './trainAction.ts';

/** What a command can set, one of several: the theme, the language. */
export interface Choices {
  readonly ids: readonly string[];
  /** The one in force; an id of none where there is none. */
  chosen(state: AppState): string;
  text(t: Translator, id: string): string;
}

/** What the page can be told to do from a menu, by a key, by a button or by a script. Its text is the message `shell.command.<id>`. */
export interface Command {
  /**
   * Keys as `aria-keyshortcuts` writes them: `R`, `Shift+R`, `ArrowRight`. Letters and digits are found on every layout
   * (`keyboard.ts`).
   */
  readonly keys: readonly string[];
  readonly icon?: LucideIcon;
  /** What its button says, where that is not its text. */
  label?(t: Translator, state: AppState): string;
  /** Whether it would do something now; always, where absent. */
  isEnabled?(state: AppState): boolean;
  /** Whether what it switches is on; absent where it switches nothing. */
  isOn?(state: AppState): boolean;
  /** What it sets, which then is what it performs; absent where it only acts. */
  readonly choices?: Choices;
  /** @param argument the one of `choices`, or of `keys` where one was pressed */
  perform(argument?: string): void;
}

/** Whether the list of keys is open. */
export const useKeysList = create(() => ({ isOpen: false }));

/** The input of the menu by which the browser has a file chosen. */
export const importInputId = 'import-result';

const exports = () => import('../../store/result-export.ts'); // the page can train before it has loaded

const themes = ['auto', 'light', 'dark'] as const;

const themeChoices: Choices = {
  ids: themes,
  chosen: ({ view }) => view.theme,
  text: (t, id) => t(`shell.theme.${id as (typeof themes)[number]}`),
};

const languageChoices: Choices = {
  ids: languages,
  chosen: ({ language }) => language,
  text: (_t, id) => languageNames[id as (typeof languages)[number]],
};

const fullSpeed = 'full';

/** How many steps a second the run may take: slow enough to watch, or to move a slider in time. */
const speedChoices: Choices = {
  ids: [fullSpeed, '60', '10', '1'],
  chosen: ({ view }) => (view.speed === null ? fullSpeed : String(view.speed)),
  text: (t, id) => (id === fullSpeed ? t('shell.speed.full') : t('shell.speed.steps', { steps: Number(id) })),
};

const presetIds = presets.map(({ id }) => id);

const presetChoices: Choices = {
  ids: presetIds,
  chosen: ({ presetId }) => presetId ?? '',
  text: (t, id) => t(`presets.${id as (typeof presetIds)[number]}.name`),
};

/** Every command, in the order of the list of keys. Buttons, menu, keys and their list follow from it. */
export const commands = {
  train: {
    keys: ['Space'],
    label: (t, state) => t(`shell.transport.${trainAction(state)}`),
    isEnabled: (state) => !isIdle(trainAction(state)),
    perform: toggle,
  },
  step: {
    keys: ['ArrowRight'],
    icon: StepForward,
    isEnabled: (state) => trainAction(state) === 'train',
    perform: stepOnce,
  },
  restart: { keys: ['R'], icon: RotateCcw, perform: restart },
  seed: { keys: ['Shift+R'], icon: Dices, perform: newSeed },
  finish: {
    keys: [],
    label: (t, { run }) => t(`shell.stop.${stopKind(run) ?? 'here'}`),
    isEnabled: ({ run }) => stopKind(run) !== null,
    perform: finishNow,
  },
  log: {
    keys: ['L'],
    isOn: ({ view }) => view.logY,
    perform: () => setView({ logY: !useApp.getState().view.logY }),
  },
  lane: {
    keys: ['1', '2', '3', '4', '5', '6', '7', '8'],
    perform: (key) => toggleLane(Number(key) - 1),
  },
  projector: {
    keys: ['P'],
    icon: Presentation,
    label: (t) => t('shell.projector.name'),
    isOn: ({ view }) => view.projector,
    perform: toggleProjector,
  },
  preset: { keys: [], choices: presetChoices, perform: (id) => loadPreset(id ?? '') },
  speed: {
    keys: [],
    choices: speedChoices,
    perform: (id) => setView({ speed: id === fullSpeed ? null : Number(id) }),
  },
  saveResult: {
    keys: [],
    icon: Download,
    isEnabled: ({ run }) => hasResult(run),
    perform: () => void exports().then(({ resultFile }) => saveFile(resultFile())),
  },
  saveSteps: {
    keys: [],
    icon: Table,
    isEnabled: ({ run }) => hasResult(run),
    perform: () => void exports().then(({ stepsFile }) => saveFile(stepsFile())),
  },
  importResult: {
    keys: [],
    icon: FolderOpen,
    perform: () => document.getElementById(importInputId)?.click(),
  },
  theme: {
    keys: [],
    choices: themeChoices,
    perform: (id) => setView({ theme: id as (typeof themes)[number] }),
  },
  language: {
    keys: [],
    choices: languageChoices,
    perform: (id) => setLanguage(id as (typeof languages)[number]),
  },
  keys: { keys: ['?'], icon: Keyboard, perform: () => useKeysList.setState({ isOpen: true }) },
} as const satisfies Readonly<Record<string, Command>>;

export type CommandId = keyof typeof commands;

export const commandOf = (id: CommandId): Command => commands[id];

/** What a command does: in the list of keys, and on its button where that says nothing else. */
export const commandText = (t: Translator, id: CommandId): string => t(`shell.command.${id}`);

/** What the button of a command says in a state of the page. */
export const commandLabel = (t: Translator, id: CommandId, state: AppState): string =>
  commandOf(id).label?.(t, state) ?? commandText(t, id);

export const isEnabled = (id: CommandId, state: AppState): boolean =>
  commandOf(id).isEnabled?.(state) ?? true;

/**
 * Does what a command stands for; nothing where that cannot act now, or sets what is none of its choices.
 * @returns whether it did
 */
export function perform(id: CommandId, argument?: string): boolean {
  const command = commandOf(id);
  const allowed: readonly string[] | null = command.choices?.ids ?? (id === 'lane' ? command.keys : null);
  const isOneOf = allowed === null || allowed.some((choice) => choice === argument);
  if (!isOneOf || !isEnabled(id, useApp.getState())) return false;
  command.perform(argument);
  return true;
}

/** A command as scripts see it. */
export interface CommandReport {
  readonly id: CommandId;
  readonly text: string;
  readonly keys: readonly string[];
  readonly isEnabled: boolean;
  /** What `perform` may set, and what is set; absent where the command only acts. */
  readonly choices?: readonly string[];
  readonly chosen?: string;
}

/** Every command in a state of the page, in the order of the list of keys. */
export const commandReports = (t: Translator, state: AppState): readonly CommandReport[] =>
  commandIds.map((id) => {
    const { keys, choices } = commandOf(id);
    return {
      id,
      text: commandText(t, id),
      keys,
      isEnabled: isEnabled(id, state),
      ...(choices && { choices: choices.ids, chosen: choices.chosen(state) }),
    };
  });

const commandIds = Object.keys(commands) as CommandId[];

export const isCommand = (id: string): id is CommandId => Object.hasOwn(commands, id);

/** The command of a key, or null. */
export const commandOfKey = (key: string): CommandId | null =>
  commandIds.find((id) => commandOf(id).keys.includes(key)) ?? null;

/** The commands that have keys, with the first and the last of those. */
export const commandsWithKeys = (): readonly {
  readonly id: CommandId;
  readonly first: string;
  readonly last: string;
}[] =>
  commandIds.flatMap((id) => {
    const { keys } = commandOf(id);
    const [first, last] = [keys[0], keys.at(-1)];
    return first === undefined || last === undefined ? [] : { id, first, last };
  });

/** The caps of a key, as the page writes them: `Shift`, `R`. */
export const keyCaps = (t: Translator, key: string): readonly string[] =>
  key.split('+').map((cap) => {
    if (cap === 'Space') return t('shell.shortcuts.space');
    if (cap === 'Shift') return t('shell.shortcuts.shift');
    return cap === 'ArrowRight' ? '→' : cap;
  });

/** A text with the key beside it that does the same: `One step (→)`. */
export function textWithKey(t: Translator, id: CommandId): string {
  const [key] = commandOf(id).keys;
  const label = commandText(t, id);
  return key === undefined ? label : t('shell.transport.tip', { label, keys: keyCaps(t, key).join('+') });
}

/** How a run without a length, or a race of several rounds, can be ended early; null where it cannot. */
function stopKind(run: RunSlice): 'finish' | 'here' | null {
  const isOpen = run.state === 'running' || run.state === 'paused';
  const isEnding = run.endRequested && run.state === 'running';
  if (!isOpen || !hasBegun(run) || isEnding || isLastEvaluation(run)) return null;
  if (run.totalSteps === null) return 'finish';
  return roundCount(run.displaySpec) > 1 ? 'here' : null;
}
