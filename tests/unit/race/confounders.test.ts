import { describe, expect, it } from 'vitest';
import { presets } from '../../../src/experiment/presets.ts';
import { confounderText } from '../../../src/messages/confounders.ts';
import { confoundersOf, editedLanes } from '../../../src/race/confounders.ts';
import { experiment } from '../../support/experiment.ts';
import { en, zh } from '../../support/translator.ts';

const confounderTexts = (...lanes: readonly object[]) => {
  const spec = experiment({ data: { id: 'mnist-10k' }, lanes });
  const names = spec.lanes.map(({ name }) => name);
  return Object.fromEntries(confoundersOf(spec.lanes).map((of) => [of.id, confounderText(en, of, names)]));
};
const cosine = { lrSchedule: { id: 'cosine' } };
const nesterov = { optimizer: { id: 'nesterov' } };
const sgd = { optimizer: { id: 'sgd' } };

describe('what sets lanes apart beside their optimizers', () => {
  it('is said of schedules and regularisation, with the lanes and what to do', () => {
    const regularised = { optimizer: { id: 'sgd', weightDecay: 0.1 }, clip: { globalNorm: 1 } };
    expect(confounderTexts({ ...nesterov, ...cosine }, regularised)).toEqual({
      schedules:
        'Learning rate schedules differ. Nesterov: cosine; SGD: constant. Give all lanes the same one, so that only their optimizers are compared.',
      regularisation:
        'Regularisation differs. Nesterov: none; SGD: weight decay 0.1, clip by norm 1. Give all lanes the same, so that only their optimizers are compared.',
    });
  });

  it.each([
    [{ lrSchedule: { id: 'cosine', final: 0.1 } }, 'Nesterov: cosine; SGD: cosine, ends at 0.1.'],
    [{ lrSchedule: { id: 'cosine', warmup: 50 } }, 'SGD: cosine, warm-up 50 from 0.01.'],
    [
      { ...cosine, events: [{ step: 60, set: { lrSchedule: { id: 'constant' } } }] },
      'SGD: cosine, constant from step 60.',
    ],
  ])('counts the settings and edits of a schedule: %j', (other, said) => {
    expect(confounderTexts({ ...nesterov, ...cosine }, { ...sgd, ...other }).schedules).toContain(said);
  });

  it.each([
    { clip: { value: 0.5 } },
    { guard: { factor: 4 } },
    { optimizer: { id: 'sgd', weightDecay: 0.01 } },
    { clip: { globalNorm: 1 }, events: [{ step: 5, set: { 'clip.globalNorm': 2 } }] },
  ])('counts %j', (other) => {
    expect(Object.keys(confounderTexts(nesterov, { ...sgd, ...other }))).toEqual(['regularisation']);
  });

  it('is not the learning rate and its changes on the way, momentum and its schedule, or a warm-up of none', () => {
    const half = (lr: number) => ({ events: [{ step: 9, set: { 'optimizer.lr': lr } }] });
    expect(
      confounderTexts(
        { optimizer: { id: 'nmgd', lr: 0.02 }, ...half(0.01) },
        { optimizer: { id: 'adam', lr: 0.001, beta1: 0.5 }, ...half(0.01) },
        {
          optimizer: { id: 'nesterov', lr: 0.1 },
          lrSchedule: { id: 'constant', warmupFrom: 0.5 },
          events: [
            { step: 9, set: { 'optimizer.lr': 0.05, 'optimizer.momentum': 0.5 } },
            { step: 12, set: { momentumSchedule: { id: 'sutskever' } } },
          ],
        },
      ),
    ).toEqual({});
  });

  it('is not how an optimizer decays by itself, but how much, and a form that was chosen', () => {
    const decay = (id: string, weightDecay: number, decoupled?: boolean) => ({
      optimizer: { id, weightDecay, ...(decoupled === undefined ? {} : { decoupled }) },
    });
    expect(confounderTexts(decay('adam', 0.01), decay('adamw', 0.01))).toEqual({});
    expect(confounderTexts(decay('sgd', 0.01, true), decay('adamw', 0.01))).toEqual({});
    expect(confounderTexts(decay('sgd', 0, true), decay('nesterov', 0))).toEqual({});
    expect(confounderTexts(decay('adam', 0), decay('adamw', 0.01)).regularisation).toContain(
      'Adam: none; AdamW: weight decay 0.01.',
    );
    expect(confounderTexts(decay('sgd', 0.01, true), decay('nesterov', 0.01)).regularisation).toContain(
      'SGD: decoupled weight decay 0.01; Nesterov: L2 weight decay 0.01.',
    );
  });

  it('is said in Chinese too', () => {
    const spec = experiment({
      data: { id: 'mnist-10k' },
      lanes: [{ ...nesterov, ...cosine }, sgd],
    });
    const [schedules] = confoundersOf(spec.lanes);
    expect(schedules && confounderText(zh, schedules, ['A', 'B'])).toBe(
      '学习率调度不同。A：余弦；B：恒定。各赛道应采用同一调度，才只比较优化器。',
    );
  });

  it('is nothing in any preset but that which shows what clipping and the guard do', () => {
    const warned = presets.flatMap(({ id, spec }) => confoundersOf(spec.lanes).map((of) => [id, of.id]));
    expect(warned).toEqual([['exploding-gradients', 'regularisation']]);
  });
});

describe('lanes that are changed on the way', () => {
  it('are told with what was changed and when', () => {
    const spec = experiment({
      data: { id: 'mnist-10k' },
      lanes: [
        nesterov,
        {
          ...sgd,
          events: [
            { step: 3, set: { 'optimizer.lr': 1 } },
            { step: 3, set: { 'optimizer.lr': 2, lrSchedule: { id: 'cosine' } } },
            { step: 8, set: { 'optimizer.lr': 3 } },
          ],
        },
      ],
    });
    expect(editedLanes(spec.lanes)).toEqual([
      {
        lane: 1,
        edits: [
          { path: 'optimizer.lr', steps: [3, 8] },
          { path: 'lrSchedule', steps: [3] },
        ],
      },
    ]);
  });

  it('are in one preset alone: that which raises a learning rate', () => {
    const edited = presets.filter(({ spec }) => editedLanes(spec.lanes).length > 0);
    expect(edited.map(({ id }) => id)).toEqual(['too-high-a-learning-rate']);
  });
});
