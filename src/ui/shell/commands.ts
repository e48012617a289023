import type { LucideIcon } from 'lucide-react';
import { Dices, Keyboard, Presentation, RotateCcw, StepForward } from 'lucide-react';
import { create } from 'zustand';
import type { Translator } from '../../messages/translator.ts';
import { useApp } from '../../store/app.ts';
import { toggleLane } from '../../store/lanes.ts';
import { isLastEvaluation, roundCount } from '../../store/race-progress.ts';
import { hasBegun } from '../../store/rounds.ts';
import type { AppState, RunSlice } from '../../store/state.ts';
import { finishNow, newSeed, restart, stepOnce, toggle } from '../../store/transport.ts';
import { setView, toggleProjector } from '../../store/view.ts';
import { isIdle, trainAction } from './trainAction.ts';

/** What the page can be told to do from more than one place, or by a key. Its text is the message `shell.command.<id>`. */
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
  /** @param key the one of `keys` that was pressed, if it was one */
  perform(key?: string): void;
}

/** Whether the list of keys is open. */
export const useKeysList = create(() => ({ isOpen: false }));

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

/** Does what a command stands for; nothing where that cannot act now. */
export function perform(id: CommandId, key?: string): void {
  if (isEnabled(id, useApp.getState())) commandOf(id).perform(key);
}

const commandIds = Object.keys(commands) as CommandId[];

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
