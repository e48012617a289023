import { describe, expect, it } from 'vitest';
import { assertFits } from '../../../src/experiment/assert-fits.ts';
import type { ExperimentSpec } from '../../../src/experiment/schema.ts';
import { parseSpec } from '../../../src/experiment/schema.ts';
import type { ModelId } from '../../../src/nn/index.ts';
import { modelById, models } from '../../../src/nn/index.ts';
import type { ModelOption } from '../../../src/nn/options.ts';
import { parameterOf } from '../../../src/ui/kit/parameterScale.ts';
import { chooseModel } from '../../../src/ui/model/changeModel.ts';
import { fitNote } from '../../../src/ui/model/fitNote.ts';
import { optionHelp, optionsInUse } from '../../../src/ui/model/modelOptions.ts';
import { suggestFixes } from '../../../src/ui/model/suggestFixes.ts';
import { experiment } from '../../support/experiment.ts';
import { en, zh } from '../../support/translator.ts';

const specOf = (model: object, data: object = {}) =>
  experiment({
    data: { id: 'fashion-mnist', validation: 500, ...data },
    model,
  });
const keysOf = (model: object) => optionsInUse(specOf(model).model).map(([key]) => key);

describe('the form of a model', () => {
  it('has every option of every model that does something, in the order of the declaration', () => {
    expect(keysOf({ id: 'cnn' })).toEqual([
      'filters',
      'kernel',
      'pool',
      'dense',
      'activation',
      'norm',
      'dropout',
      'init',
    ]);
    expect(keysOf({ id: 'cnn', activation: 'leaky-relu', norm: 'group' })).toEqual(
      Object.keys(modelById('cnn').options),
    );
    expect(keysOf({ id: 'vit' })).toEqual([
      'patch',
      'width',
      'depth',
      'heads',
      'hidden',
      'pool',
      'activation',
      'dropout',
      'init',
    ]);
    expect(keysOf({ id: 'logistic' })).toEqual([]);
  });

  it('says of each option what it does, what it may be and what it is by itself, in sentences', () => {
    for (const { id, options } of models) {
      for (const [key, option] of Object.entries<ModelOption>(options)) {
        expect(optionHelp(en, id, key, option), `${id}.${key}`).toMatch(/^[A-Z].+[.!?] .+ by default\.$/);
      }
    }
    const helpOf = (id: ModelId, key: string) =>
      optionHelp(en, id, key, modelById(id).options[key] as ModelOption);
    expect(helpOf('cnn', 'kernel')).toBe('Height and width of the kernels. From 1 to 7; 3 by default.');
    expect(helpOf('resnet', 'norm')).toMatch(/ Batch by default\.$/);
    expect(helpOf('ten-conv', 'pools')).toMatch(/\. 4, 8 by default\.$/);
  });

  it('gives each number a slider that ends where the spec does, and takes what the spec takes', () => {
    for (const { id, options } of models) {
      for (const [key, option] of Object.entries<ModelOption>(options)) {
        if (option.kind !== 'number') continue;
        const { valid, default: defaultValue, min, max } = parameterOf(key, option);
        expect(defaultValue, `${id}.${key}`).toBeGreaterThanOrEqual(min);
        expect(defaultValue, `${id}.${key}`).toBeLessThanOrEqual(max);
        const accepts = (value: number) => {
          try {
            return specOf({ id, [key]: value }).model.id === id;
          } catch {
            return false;
          }
        };
        expect([accepts(min), accepts(max)], `${id}.${key}`).toEqual([true, true]);
        expect(accepts(valid.min - 1), `${id}.${key}`).toBe(false);
        expect(accepts((valid.max ?? 0) + 1), `${id}.${key}`).toBe(false);
      }
    }
    const { dropout, patch } = { ...modelById('cnn').options, ...modelById('vit').options };
    if (dropout?.kind !== 'number' || patch?.kind !== 'number') throw new Error('options: are no numbers');
    expect(parameterOf('dropout', dropout)).toMatchObject({ scale: 'linear', max: 0.9, integer: false });
    expect(parameterOf('patch', patch)).toMatchObject({ scale: 'log', max: 64, integer: true });
  });
});

describe('another model', () => {
  it('keeps what was chosen and means the same there', () => {
    const { model } = specOf({ id: 'cnn', filters: [4], activation: 'leaky-relu', slope: 0.2, dropout: 0.3 });
    expect(chooseModel(model, 'resnet')).toEqual({
      id: 'resnet',
      activation: 'leaky-relu',
      slope: 0.2,
      dropout: 0.3,
    });
    expect(chooseModel(model, 'logistic')).toEqual({ id: 'logistic' });
  });

  it('takes its own default where none was chosen, and its own widths', () => {
    const { model } = specOf({ id: 'resnet', width: 64 });
    expect(chooseModel(model, 'vit')).toEqual({ id: 'vit' }); // GELU there, ReLU here; a width of tokens, not of filters
    expect(specOf(chooseModel(model, 'vit')).model).toMatchObject({ activation: 'gelu', width: 32 });
  });

  it('is in its smallest form where a CPU does the work', () => {
    const { model } = specOf({ id: 'cnn', dropout: 0.3 });
    expect(chooseModel(model, 'ten-conv', true)).toEqual({ id: 'ten-conv', width: 0.0625, dropout: 0.3 });
    expect(chooseModel(model, 'ten-conv')).toEqual({ id: 'ten-conv', dropout: 0.3 });
    expect(chooseModel(model, 'mlp', true)).toEqual({ id: 'mlp', dropout: 0.3 });
  });

  it('is valid from any model to any other', () => {
    const ids = models.map(({ id }) => id);
    for (const from of ids)
      for (const to of ids) {
        const { model } = specOf({ id: from });
        expect(specOf(chooseModel(model, to as ModelId)).model).toEqual(specOf({ id: to }).model);
      }
  });
});

describe('a batch', () => {
  it('of one image is refused where batch norm would have a single number, before the current run is gone', () => {
    const tiny = (batchSize: number, model: object = {}) =>
      specOf({ id: 'resnet', width: 4, stemPool: true, ...model }, { size: 8, batchSize });
    expect(() => assertFits(tiny(1))).toThrow(
      expect.objectContaining({ fact: expect.objectContaining({ id: 'batchNormTooFew' }) }),
    );
    expect(() => assertFits(tiny(2))).not.toThrow();
    expect(() => assertFits(tiny(1, { norm: 'group' }))).not.toThrow();
    const fixes = suggestFixes(en, tiny(1));
    expect(fixes.map(({ label }) => label)).toEqual(['Batch size 2', 'Norm Group', 'Resize to 16 × 16']);
    for (const { spec } of fixes) assertFits(parseSpec(spec));
  });
});

describe('ways on', () => {
  const offered = (model: object, data: object = {}) =>
    suggestFixes(en, specOf(model, data)).map(({ label }) => label);

  it('are none where all fits', () => {
    expect(offered({ id: 'cnn' })).toEqual([]);
  });

  it('are the nearest value of the option to blame, and larger images', () => {
    expect(offered({ id: 'vit', patch: 8 })).toEqual(['Patch 7', 'Resize to 32 × 32']);
    expect(offered({ id: 'vit', heads: 3 })).toEqual(['Heads 2']);
    expect(offered({ id: 'cnn', norm: 'group', groups: 5 })).toEqual(['Groups 4']);
    expect(offered({ id: 'cnn', filters: [4, 4, 4, 4] }, { size: 8 })).toEqual([
      'Conv blocks 4, 4, 4',
      'Resize to 16 × 16',
    ]);
    expect(offered({ id: 'ten-conv', width: 0.0625, pools: [1, 2, 3, 4, 5] })).toEqual([
      'Pools after 1, 2, 3, 4',
      'Resize to 32 × 32',
    ]);
    expect(offered({ id: 'ten-conv', width: 0.0625, pools: [4, 4] })).toEqual(['Pools after 4']);
  });

  it('are there for a network that was only named, its options left at their defaults', () => {
    const spec = { ...specOf({ id: 'cnn' }, { size: 16 }), model: { id: 'vit' } } as ExperimentSpec;
    expect(suggestFixes(en, spec).map(({ label }) => label)).toEqual(['Patch 8']);
  });

  it('fit, each of them', () => {
    for (const { spec } of suggestFixes(en, specOf({ id: 'vit', patch: 8 }))) assertFits(parseSpec(spec));
  });
});

describe('the note on images', () => {
  const narrow = { id: 'ten-conv', width: 0.0625 };

  it('names the layer and what it would be handed, and offers size and colour at once', () => {
    const note = fitNote(en, specOf(narrow));
    expect(note?.text).toBe(
      'dense1 gets 7 × 7 × 64 instead of 8 × 8 × 64. Ten convs was made for images of 32 × 32 × 3; these are 28 × 28 × 1.',
    );
    expect(note?.suggestion.label).toBe('Resize to 32 × 32 and RGB');
    const fitted = parseSpec(note?.suggestion.spec);
    expect(fitted.data).toMatchObject({ size: 32, fit: 'resize', rgb: true });
    expect(fitNote(en, fitted)).toBeNull();
  });

  it('says so in Chinese', () => {
    expect(fitNote(zh, specOf(narrow))).toMatchObject({
      text: 'dense1 的输入为 7 × 7 × 64，而不是 8 × 8 × 64。十层卷积 为 32 × 32 × 3 的图像设计，当前图像为 28 × 28 × 1。',
      suggestion: { label: '缩放为 32 × 32 并转 RGB' },
    });
  });

  it('offers colour alone, or the own size of images that have it', () => {
    expect(fitNote(en, specOf(narrow, { size: 32 }))?.suggestion.label).toBe('Grey as RGB');
    expect(fitNote(en, specOf(narrow, { id: 'emoji-64' }))?.suggestion.label).toBe('Resize to 32 × 32');
    const cut = fitNote(en, specOf(narrow, { id: 'emoji', size: 16 }));
    expect(parseSpec(cut?.suggestion.spec).data.size).toBeNull();
  });

  it('is not there for the article’s own images, nor for models that take any', () => {
    expect(fitNote(en, specOf(narrow, { id: 'emoji' }))).toBeNull();
    expect(fitNote(en, specOf({ id: 'cnn' }))).toBeNull();
  });
});
