import { useEffect } from 'react';
import { useApp } from '../store/app.ts';
import { toggleLane } from '../store/lanes.ts';
import { newSeed, restart } from '../store/transport.ts';
import { setView, toggleProjector } from '../store/view.ts';
import { isComposing } from './kit/composing.ts';
import { pressStep, pressTrain } from './shell/trainAction.ts';

export type KeyCommand = 'train' | 'step' | 'restart' | 'seed' | 'log' | 'projector' | 'keys';

/** Where keys belong to the focused control: typing, sliders, anything that has opened over the page. */
const owners = [
  'input',
  'textarea',
  'select',
  '[contenteditable=""]',
  '[contenteditable="true"]',
  '[role="slider"]',
  '[role="application"]',
  '[role="menu"]',
  '[role="listbox"]',
  '[role="dialog"]',
].join();
/** What Space and Enter press. */
const pressables =
  'button, a[href], summary, [role="button"], [role="tab"], [role="switch"], [role="menuitem"]';
const arrowUsers = '[role="tab"], [role="radio"], [tabindex="0"][role="img"]';

/** What a key asks of the page, or null where it is not for the page; a digit is the lane it shows or hides, from 1. */
export function keyCommand(event: KeyboardEvent): KeyCommand | number | null {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (isComposing(event)) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(owners)) return null;
  if (event.key === ' ') return event.shiftKey || target?.closest(pressables) ? null : 'train';
  if (event.key === 'ArrowRight') return event.shiftKey || target?.closest(arrowUsers) ? null : 'step';
  if (event.key === '?') return 'keys';
  const digit = digitOf(event);
  if (/^[1-8]$/.test(digit)) return Number(digit);
  const letter = letterOf(event);
  if (letter === 'r') return event.shiftKey ? 'seed' : 'restart';
  if (event.shiftKey) return null;
  if (letter === 'l') return 'log';
  return letter === 'p' ? 'projector' : null;
}

/** The Latin letter of a key: where the layout has another script, the one that is printed beside it. */
function letterOf({ key, code }: KeyboardEvent): string {
  const isLatin = /^[\p{Script=Latin}]$/u.test(key);
  return isLatin || !code?.startsWith('Key') ? key.toLowerCase() : code.slice('Key'.length).toLowerCase();
}

/** The digit of a key, also where the layout has digits with Shift alone. */
function digitOf({ key, code, shiftKey }: KeyboardEvent): string {
  return shiftKey || !code?.startsWith('Digit') ? key : code.slice('Digit'.length);
}

/** Listens to the keys of the page; `onKeys` opens the list of them. */
export function useKeyboard(onKeys: () => void): void {
  useEffect(() => {
    const commands: Readonly<Record<KeyCommand, () => void>> = {
      train: pressTrain,
      step: pressStep,
      restart,
      seed: newSeed,
      log: () => setView({ logY: !useApp.getState().view.logY }),
      projector: toggleProjector,
      keys: onKeys,
    };
    const pressed = (event: KeyboardEvent) => {
      const command = keyCommand(event);
      if (command === null) return;
      event.preventDefault(); // Space would scroll
      if (typeof command === 'number') toggleLane(command - 1);
      else commands[command]();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [onKeys]);
}
