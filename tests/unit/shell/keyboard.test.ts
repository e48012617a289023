import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keyCommand } from '../../../src/ui/keyboard.ts';

/** An element of which one selector is true, for itself or something around it. */
class FakeElement {
  readonly within: string | null;
  constructor(within: string | null) {
    this.within = within;
  }
  closest(selectors: string): FakeElement | null {
    const isInside = this.within !== null && selectors.split(',').some((one) => one.trim() === this.within);
    return isInside ? this : null;
  }
}

beforeEach(() => vi.stubGlobal('Element', FakeElement));
afterEach(() => vi.unstubAllGlobals());

/** The command a key asks for; a lane is its number. */
function press(key: string, within: string | null = null, with_: Partial<KeyboardEvent> = {}) {
  const command = keyCommand({ key, target: new FakeElement(within), ...with_ } as unknown as KeyboardEvent);
  return command?.id === 'lane' ? Number(command.key) : (command?.id ?? null);
}

test('each key asks for its command', () => {
  expect(press(' ')).toBe('train');
  expect(press('ArrowRight')).toBe('step');
  expect(press('r')).toBe('restart');
  expect(press('R', null, { shiftKey: true })).toBe('seed');
  expect(press('l')).toBe('log');
  expect(press('?', null, { shiftKey: true })).toBe('keys');
  expect(press('x')).toBeNull();
});

test('1 to 8 are lanes, and no other digit is', () => {
  expect(['1', '2', '8'].map((key) => press(key))).toEqual([1, 2, 8]);
  expect(['0', '9', 'F1'].map((key) => press(key))).toEqual([null, null, null]);
  expect(press('1', 'button')).toBe(1);
  expect(press('1', null, { ctrlKey: true })).toBeNull(); // the browser's tabs
});

test('digits that a layout has with Shift alone are the lanes too, and what Shift makes of a digit is none', () => {
  expect(press('&', null, { code: 'Digit1' })).toBe(1); // AZERTY
  expect(press('_', null, { code: 'Digit8' })).toBe(8);
  expect(press('1', null, { code: 'Digit1', shiftKey: true })).toBe(1);
  expect(press('!', null, { code: 'Digit1', shiftKey: true })).toBeNull(); // QWERTY
  expect(press('\u00e7', null, { code: 'Digit9' })).toBeNull();
  expect(press('?', null, { code: 'Digit7', shiftKey: true })).toBe('keys'); // Cyrillic
});

test('on a layout of another script a letter goes by the place of its key', () => {
  expect(press('\u043a', null, { code: 'KeyR' })).toBe('restart'); // Cyrillic
  expect(press('\u041a', null, { code: 'KeyR', shiftKey: true })).toBe('seed');
  expect(press('\u0434', null, { code: 'KeyL' })).toBe('log');
  expect(press('\u03c0', null, { code: 'KeyP' })).toBe('projector'); // Greek
  expect(press('\u03c1', null, { code: 'KeyR' })).toBe('restart');
});

test('on a Latin layout a letter goes by what it is, wherever its key is', () => {
  expect(press('r', null, { code: 'KeyO' })).toBe('restart'); // Dvorak
  expect(press('o', null, { code: 'KeyS' })).toBeNull();
  expect(press('p', null, { code: 'KeyR' })).toBe('projector'); // Dvorak
});

test('a key of an input method that composes is not for the page', () => {
  expect(press('r', null, { isComposing: true })).toBeNull();
  expect(press('Process', null, { code: 'KeyR', keyCode: 229 })).toBeNull();
  expect(press(' ', null, { isComposing: true })).toBeNull();
});

test('a letter under caps lock is still the letter', () => {
  expect(press('R')).toBe('restart');
});

test.each(['input', 'textarea', '[role="slider"]', '[role="menu"]', '[role="dialog"]'])(
  '%s keeps its keys',
  (owner) => {
    for (const key of [' ', 'ArrowRight', 'r', 'l', '1', '?']) expect(press(key, owner)).toBeNull();
  },
);

test('Space on a button presses that button only, and letters still act', () => {
  expect(press(' ', 'button')).toBeNull();
  expect(press('r', 'button')).toBe('restart');
});

test('arrows move between tabs where a tab has the focus', () => {
  expect(press('ArrowRight', '[role="tab"]')).toBeNull();
});

test('keys of the browser, held keys and keys already taken are left alone', () => {
  expect(press('r', null, { ctrlKey: true })).toBeNull();
  expect(press('l', null, { metaKey: true })).toBeNull();
  expect(press(' ', null, { repeat: true })).toBeNull();
  expect(press('ArrowRight', null, { defaultPrevented: true })).toBeNull();
});
