import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keyCommand } from '../../../src/ui/keyboard.ts';

/** An element of which one selector is true, for itself or something around it. */
class FakeElement {
  readonly within: string | null;
  constructor(within: string | null) {
    this.within = within;
  }
  closest(selectors: string): FakeElement | null {
    const found = this.within !== null && selectors.split(',').some((one) => one.trim() === this.within);
    return found ? this : null;
  }
}

beforeEach(() => vi.stubGlobal('Element', FakeElement));
afterEach(() => vi.unstubAllGlobals());

function press(key: string, within: string | null = null, with_: Partial<KeyboardEvent> = {}) {
  return keyCommand({ key, target: new FakeElement(within), ...with_ } as unknown as KeyboardEvent);
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
