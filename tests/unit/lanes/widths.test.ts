import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cnn } from '../../../src/nn/cnn.ts';
import { describeModel, isSummary } from '../../../src/nn/describe-model.ts';
import type { ModelSpec } from '../../../src/nn/index.ts';
import { typedWidths, withAddedWidth, withoutWidth } from '../../../src/ui/kit/ListField.tsx';
import { imageCount, rgbaOf } from '../../../src/ui/settings/pixels.ts';
import { experiment } from '../../support/experiment.ts';

const { filters: filtersOption, dense: denseOption } = cnn.options;

function modelOf(more: Record<string, unknown>): ModelSpec<'cnn'> {
  const { model } = experiment({ model: { id: 'cnn', ...more } });
  if (model.id !== 'cnn') throw new Error(`model: is ${model.id}`);
  return model;
}

describe('a list of widths', () => {
  it('grows by twice the last filters, by the last dense width, and to no more than the spec takes', () => {
    expect(withAddedWidth([16, 32], filtersOption)).toEqual([16, 32, 64]);
    expect(withAddedWidth([], denseOption)).toEqual([64]);
    expect(withAddedWidth([100], denseOption)).toEqual([100, 100]);
    expect(withAddedWidth([1024], filtersOption)).toEqual([1024, 1024]);
  });

  it('is what it was when the width that was added is taken away again', () => {
    const list = fc.constantFrom(filtersOption, denseOption);
    fc.assert(
      fc.property(
        list,
        fc.array(fc.integer({ min: 1, max: 1024 }), { minLength: 1, maxLength: 3 }),
        (option, widths) => {
          const more = withAddedWidth(widths, option);
          expect(withoutWidth(more, widths.length)).toEqual(widths);
        },
      ),
    );
  });

  it('stays within what the spec takes, whatever is added', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1024 }), (first) => {
        let filters = [first];
        while (filters.length < filtersOption.length.max) filters = withAddedWidth(filters, filtersOption);
        expect(modelOf({ filters }).filters).toEqual(filters);
      }),
    );
  });

  it('loses the one that is taken out', () => {
    expect(withoutWidth([1, 2, 3], 1)).toEqual([1, 3]);
  });

  it('shows what is typed as soon as it is a width', () => {
    expect(typedWidths([16, 32], 0, '8', filtersOption)).toEqual([8, 32]);
    expect(typedWidths([16, 32], 1, '0', filtersOption)).toEqual([16, 32]);
    expect(typedWidths([16, 32], 1, '', filtersOption)).toEqual([16, 32]);
    expect(typedWidths([16, 32], 0, '1025', filtersOption)).toEqual([16, 32]);
    expect(typedWidths([16, 32], 1, '2.5', filtersOption)).toEqual([16, 32]);
  });
});

describe('describeModel', () => {
  it('lists layers, shapes and parameters', () => {
    const described = describeModel(modelOf({ filters: [16, 32] }), [28, 28, 1], 10);
    if (!isSummary(described)) throw new RangeError(described.message);
    expect(described.parameters).toBe(20_490);
    expect(
      described.layers.map(({ name, outputShape, parameters }) => [name, outputShape, parameters]),
    ).toEqual([
      ['conv1', [28, 28, 16], 160],
      ['pool1', [14, 14, 16], 0],
      ['conv2', [14, 14, 32], 4640],
      ['pool2', [7, 7, 32], 0],
      ['logits', [10], 15_690],
    ]);
  });

  it('names the layer that an image is too small for', () => {
    const described = describeModel(modelOf({ filters: [4, 4, 4] }), [6, 6, 1], 10);
    expect(described).toMatchObject({ code: 'spec' });
    expect(isSummary(described) ? null : described.fact).toEqual({
      id: 'poolTooSmall',
      params: { layer: 'pool3', size: 2, input: '1 × 1 × 4', fix: 'filters' },
    });
  });
});

describe('rgbaOf', () => {
  it('draws grey as grey and colour as colour, opaque', () => {
    const grey = Uint8Array.from([9, 10, 20, 30]);
    expect([...rgbaOf(grey, [1, 2, 1], 1)]).toEqual([20, 20, 20, 255, 30, 30, 30, 255]);
    expect([...rgbaOf(Uint8Array.from([1, 2, 3]), [1, 1, 3], 0)]).toEqual([1, 2, 3, 255]);
    expect([imageCount(grey, [1, 2, 1]), imageCount(grey, [28, 28, 1])]).toEqual([2, 0]);
  });
});
