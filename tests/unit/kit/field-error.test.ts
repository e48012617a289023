import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, expect, it, vi } from 'vitest';
import { lr } from '../../../src/optim/hyperparams.ts';
import { checkValue, rejectedInput } from '../../../src/ui/kit/checkValue.ts';
import { edit, editPart } from '../../../src/ui/kit/edit.ts';
import type { FieldError } from '../../../src/ui/kit/FieldError.tsx';
import { ErrorLine, fieldErrorText } from '../../../src/ui/kit/FieldError.tsx';
import { en, zh } from '../../support/translator.ts';

const shown = vi.hoisted(() => ({ t: null as unknown }));
// the files of a worker share modules: those that are mocked are loaded anew, and let go
vi.hoisted(() => void vi.resetModules());
afterAll(() => void vi.resetModules());
vi.mock('../../../src/ui/kit/language.ts', async (original) => ({
  ...(await original<typeof import('../../../src/ui/kit/language.ts')>()),
  useMessages: () => shown.t, // what is drawn without a browser has the store as it is at first
}));

it('is of an edit what was refused, and the path of the control, with no text yet', () => {
  const rejected = editPart('data', 'batchSize', 0);
  expect(rejected).toMatchObject({
    report: { code: 'spec', path: 'data.batchSize', fact: { id: 'wholeNumber', params: { got: '0' } } },
    path: 'data.batchSize',
  });
});

it('is said in the language that is shown, whichever it was made in', () => {
  const errors: readonly (FieldError | null)[] = [
    editPart('data', 'batchSize', 0),
    edit((spec) => ({ ...spec, seed: -1 }), 'data.validation'),
    rejectedInput((t) => checkValue(t, lr, 0)),
  ];
  const said = (error: FieldError | null) => error && [fieldErrorText(en, error), fieldErrorText(zh, error)];
  expect(errors.map(said)).toEqual([
    [
      'Must be a whole number from 1 to 1024, got 0. Type a whole number, e.g. 64.',
      '必须是 1 到 1024 之间的整数，当前为 0。可输入整数，例如 64。',
    ],
    [
      'Must be a whole number from 0 to 4294967295, got -1. Type a whole number from 0, e.g. 1.',
      '必须是 0 到 4294967295 之间的整数，当前为 -1。可输入从 0 起的整数，例如 1。',
    ],
    ['Must be a number above 0, got 0. Type e.g. 0.05.', '必须是大于 0 的数，输入：0。例如 0.05。'],
  ]);
});

it('is drawn anew in another language', () => {
  const error = editPart('data', 'batchSize', 0);
  const drawnIn = (t: typeof en) => {
    shown.t = t;
    return renderToStaticMarkup(createElement(ErrorLine, { error }));
  };
  expect(drawnIn(en)).toContain('Must be a whole number from 1 to 1024');
  expect(drawnIn(zh)).toContain('必须是 1 到 1024 之间的整数');
  expect(renderToStaticMarkup(createElement(ErrorLine, { error: null }))).toBe('');
});
