import { MantineProvider } from '@mantine/core';
import type { ReactElement } from 'react';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Setting } from '../../../src/core/setting.ts';
import { choiceOf, wholeNumber, yesOrNo } from '../../../src/core/setting.ts';
import { parseSpec } from '../../../src/experiment/schema.ts';
import type { SettingId } from '../../../src/experiment/settings.ts';
import { placedSettings, settingValue, withSettingValue } from '../../../src/experiment/settings.ts';
import { settingTexts } from '../../../src/messages/settings.ts';
import type { ControlProps } from '../../../src/ui/kit/SettingControl.tsx';
import { SettingControl, saysItself } from '../../../src/ui/kit/SettingControl.tsx';
import { SettingField, SettingLine } from '../../../src/ui/kit/SettingField.tsx';
import { en, zh } from '../../support/translator.ts';

// the files of a worker share modules: those that are mocked are loaded anew, and let go
vi.hoisted(() => void vi.resetModules());
afterAll(() => void vi.resetModules());
vi.mock('../../../src/ui/kit/language.ts', async (original) => ({
  ...(await original<typeof import('../../../src/ui/kit/language.ts')>()),
  useMessages: () => en, // what is drawn without a browser has the store as it is at first
}));

const markup = (element: ReactElement) => renderToStaticMarkup(createElement(MantineProvider, null, element));
const props = (setting: Setting, value: unknown, rest: Partial<ControlProps> = {}): ControlProps => ({
  setting,
  value,
  texts: { label: 'Width', help: 'How wide it is.' },
  commit: () => null,
  ...rest,
});
const control = (setting: Setting, value: unknown, rest?: Partial<ControlProps>) =>
  markup(createElement(SettingControl, props(setting, value, rest)));

const widths: Setting = {
  kind: 'list',
  default: [],
  range: { min: 1, max: 9 },
  length: { min: 0, max: 3 },
  added: { first: 4, times: 2 },
};

describe('the control of a setting', () => {
  it('is a box for a number, with its unit', () => {
    expect(control(wholeNumber(5, 1, 9), 1234)).toMatch(
      /<input[^>]*aria-label="Width"[^>]*value="1\u202f234"/,
    );
    expect(control({ ...wholeNumber(5, 1, 9), unit: 'px' }, 7)).toContain('>px<');
    expect(control({ ...wholeNumber(5, 1, 9), unit: 'steps' }, 7)).toContain('<span>steps</span>');
    expect(control({ ...wholeNumber(5, 1, 9), written: 'digits' }, 4_294_967_295)).toContain('"4294967295"');
  });

  it('is a slider beside the box, or one of some numbers, where a field asks for that', () => {
    const slider = control(wholeNumber(5, 1, 9), 7, { by: 'slider' });
    expect(slider).toMatch(/role="slider"[^>]*aria-label="Width"|aria-label="Width"[^>]*role="slider"/);
    expect(slider).toContain('value="7"');
    const offered = control(wholeNumber(5, 1, 9), 7, { by: { offered: [3, 7] } });
    expect(offered.match(/type="radio"/g)).toHaveLength(2);
    expect(offered).toMatch(/value="7"[^>]*checked|checked=""[^>]*value="7"/);
    const endless: Setting = { kind: 'number', default: 1, valid: { min: 0 } };
    expect(() => control(endless, 1, { by: 'slider' })).toThrow('must have two ends');
  });

  it('is a segmented control for a choice, with the name of each value', () => {
    const choice = control(choiceOf('pad', 'resize'), 'resize', {
      texts: { label: 'Fit', name: 'How images fit', choice: (value) => `${value}!` },
    });
    expect(choice).toContain('aria-label="How images fit"');
    expect(choice).toContain('pad!');
    expect(choice).toMatch(/value="resize"[^>]*checked|checked=""[^>]*value="resize"/);
  });

  it('is a switch for a yes or no, its label beside it or its name alone', () => {
    expect(control(yesOrNo(false), true)).toMatch(
      /aria-label="Width"[^>]*checked|checked=""[^>]*aria-label="Width"/,
    );
    const labelled = control(yesOrNo(false), false, { labelled: true });
    expect(labelled).not.toContain('aria-label="Width"');
    expect(labelled).toContain('>Width<');
  });

  it('is a box each for a list, and chips for places', () => {
    const item = (place: number) => `Layer ${place}`;
    const texts = { label: 'Layers', item };
    expect(control(widths, [4, 8], { texts }).match(/aria-label="Layer \d"/g)).toHaveLength(2);
    const places = control({ ...widths, distinct: true }, [4], { texts });
    expect(places.match(/type="checkbox"/g)).toHaveLength(9);
  });
});

describe('the field of a setting', () => {
  const error = { textIn: () => 'Too wide.' };

  it('has label, help and error around the control', () => {
    const field = markup(createElement(SettingField, { ...props(yesOrNo(false), true), error }));
    for (const text of ['>Width<', 'How wide it is.', 'Too wide.']) expect(field).toContain(text);
    expect(field).toMatch(/role="group"[^>]*aria-labelledby/);
    const other = markup(createElement(SettingField, { ...props(yesOrNo(false), true), help: 'Only now.' }));
    expect(other).toContain('Only now.');
    expect(other).not.toContain('How wide it is.');
  });

  it('leaves an error to the control where that says it by itself', () => {
    const field = markup(createElement(SettingField, { ...props(wholeNumber(5, 1, 9), 7), error }));
    expect(field).not.toContain('Too wide.');
    expect(
      [wholeNumber(5, 1, 9), widths, { ...widths, distinct: true }, yesOrNo(false), choiceOf('a', 'b')].map(
        (setting) => saysItself(setting),
      ),
    ).toEqual([true, true, false, false, false]);
    expect(saysItself(wholeNumber(5, 1, 9), { offered: [3] })).toBe(false);
  });

  it('puts a switch before its label in a line, and a box behind', () => {
    const line = (setting: Setting, value: unknown) =>
      markup(
        createElement(SettingLine, props(setting, value, { texts: { label: 'width', name: 'Adam width' } })),
      );
    const [on, number] = [line(yesOrNo(false), true), line(wholeNumber(5, 1, 9), 7)];
    expect(on.indexOf('Adam width')).toBeLessThan(on.indexOf('>Width<'));
    expect(number.indexOf('>Width<')).toBeLessThan(number.indexOf('Adam width'));
  });
});

describe('a setting of an experiment', () => {
  const spec = parseSpec({
    version: 1,
    data: { id: 'mnist-10k', size: 32, trainCount: 100 },
    model: { id: 'cnn' },
    training: { steps: 10, epochs: 2 },
    lanes: [{ optimizer: { id: 'sgd' } }],
  });
  const ids = Object.keys(placedSettings) as SettingId[];

  it.each(ids)('%s has its place in the experiment, and texts in each language', (id) => {
    const { setting, path } = placedSettings[id];
    expect(typeof settingValue(spec, path)).toBe(typeof setting.default);
    const edited = parseSpec(withSettingValue(spec, path, setting.default));
    expect(settingValue(edited, path)).toEqual(setting.default);
    for (const t of [en, zh]) {
      const { label, choice } = settingTexts(t, id);
      expect(label).not.toBe('');
      if (setting.kind !== 'choice') continue;
      for (const value of setting.choices) expect(choice?.(value)).toMatch(/\S/);
    }
  });
});
