import { useEffect } from 'react';
import { isComposing } from './kit/composing.ts';
import type { CommandId } from './shell/commands.ts';
import { commandOfKey, perform } from './shell/commands.ts';

/** A command that a key asks for, and the key as the command has it. */
export interface KeyCommand {
  readonly id: CommandId;
  readonly key: string;
}

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

/** What a key asks of the page, or null where it is not for the page. */
export function keyCommand(event: KeyboardEvent): KeyCommand | null {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (isComposing(event)) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(owners)) return null;
  const key = keyName(event);
  if (key === 'Space' && target?.closest(pressables)) return null;
  if (key === 'ArrowRight' && target?.closest(arrowUsers)) return null;
  const id = commandOfKey(key);
  return id === null ? null : { id, key };
}

/** A key as commands name it, with `Shift+` where that makes it another. */
function keyName(event: KeyboardEvent): string {
  if (event.key === '?') return '?';
  const digit = digitOf(event);
  if (/^\d$/.test(digit)) return digit;
  const name = event.key === ' ' ? 'Space' : event.key.length === 1 ? letterOf(event) : event.key;
  return event.shiftKey ? `Shift+${name}` : name;
}

/** The Latin letter of a key, as a capital: where the layout has another script, the one that is printed beside it. */
function letterOf({ key, code }: KeyboardEvent): string {
  const isLatin = /^[\p{Script=Latin}]$/u.test(key);
  return isLatin || !code?.startsWith('Key') ? key.toUpperCase() : code.slice('Key'.length);
}

/** The digit of a key, also where the layout has digits with Shift alone. */
function digitOf({ key, code, shiftKey }: KeyboardEvent): string {
  return shiftKey || !code?.startsWith('Digit') ? key : code.slice('Digit'.length);
}

/** Listens to the keys of the page. */
export function useKeyboard(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const command = keyCommand(event);
      if (command === null) return;
      event.preventDefault(); // Space would scroll
      perform(command.id, command.key);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}
