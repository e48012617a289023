import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DownhillError, toErrorReport } from '../../../src/core/errors.ts';
import { specFromHash, specToHash } from '../../../src/experiment/url.ts';
import { errorText } from '../../../src/messages/errors.ts';
import { layerKindText, modelTitle } from '../../../src/messages/models.ts';
import { cnn } from '../../../src/nn/cnn.ts';
import type { ModelId } from '../../../src/nn/index.ts';
import { layersOf, modelById, models } from '../../../src/nn/index.ts';
import type { Layer } from '../../../src/nn/layer.ts';
import { checkBatch } from '../../../src/nn/layer.ts';
import { logistic } from '../../../src/nn/logistic.ts';
import { mlp } from '../../../src/nn/mlp.ts';
import type { ModelDeclaration } from '../../../src/nn/model.ts';
import { initialState, initialWeights, summarize } from '../../../src/nn/model.ts';
import { resnet } from '../../../src/nn/resnet.ts';
import { tenConv } from '../../../src/nn/ten-conv.ts';
import { vit } from '../../../src/nn/vit.ts';

interface Placement {
  readonly input: readonly [channels: number, height: number, width: number];
  readonly poolsAfterConv: readonly number[];
  readonly valid: boolean;
  readonly params: number;
  readonly fwdFlopsPerSample: number;
  readonly flattened: number;
  readonly layers: readonly { layer: string; out: readonly number[]; params: number; fwdFlops: number }[];
}

import { experiment } from '../../support/experiment.ts';
/** Sizes of the article's network under several placements of its pools, from PyTorch's shapes. */
import { en } from '../../support/translator.ts';

const { cases } = JSON.parse(
  readFileSync(new URL('../../golden/data/seedcnn.json', import.meta.url), 'utf8'),
) as { cases: Record<string, Placement> };

const names: Readonly<Record<string, string>> = { fc1: 'dense1', fc2: 'logits' };
const total = (layers: readonly Layer[]) => summarize(layers).parameters;
const spec = (model: object) => experiment({ model });

function rejection(make: () => unknown): DownhillError {
  try {
    make();
  } catch (error) {
    if (error instanceof DownhillError) return error;
    throw error;
  }
  throw new Error('was not rejected');
}

describe('the network of the article', () => {
  const entries = Object.entries(cases);

  it('has all placements', () => {
    expect(entries).toHaveLength(9);
    expect(entries.filter(([, { valid }]) => valid)).toHaveLength(8);
  });

  it.each(entries.filter(([, { valid }]) => valid))(
    '%s: shapes, parameters and operations of each layer',
    (_, { input, poolsAfterConv, params, fwdFlopsPerSample, layers }) => {
      const [channels, height, width] = input;
      const made = tenConv.layers({ pools: poolsAfterConv }, [height, width, channels], 2);
      const { parameters, flops, layers: rows } = summarize(made);
      expect(parameters).toBe(params);
      expect(parameters).toBe(52_399_170);
      expect(flops).toBe(fwdFlopsPerSample);
      expect(
        rows.map(({ name, outputShape, parameters: layerParameters, flops: its }) => [
          name,
          outputShape,
          layerParameters,
          its,
        ]),
      ).toEqual(
        layers.map(({ layer, out, params: layerParameters, fwdFlops }) => {
          const [filters = 0, ...size] = out;
          return [names[layer] ?? layer, [...size, filters], layerParameters, fwdFlops];
        }),
      );
    },
  );

  it('pools after conv 4 and 8 unless told otherwise', () => {
    const layers = tenConv.layers({}, [32, 32, 3], 2);
    expect(layers.map(({ name }) => name).filter((name) => name.startsWith('pool'))).toEqual([
      'pool4',
      'pool8',
    ]);
    expect(total(layers)).toBe(52_399_170);
  });

  it('names the pool that has nothing left to pool, and what would help', () => {
    const { input, poolsAfterConv } = cases.source_10pools_224 as Placement;
    const error = rejection(() => tenConv.layers({ pools: poolsAfterConv }, [input[1], input[2], 3], 2));
    expect(error).toMatchObject({ code: 'spec', path: 'model.pools' });
    expect(error.fact).toEqual({
      id: 'poolTooSmall',
      params: { layer: 'pool8', size: 2, input: '1 × 1 × 512', fix: 'pools' },
    });
    expect(rejection(() => tenConv.layers({ pools: [4, 8, 4] }, [32, 32, 3], 2)).fact).toEqual({
      id: 'poolTwice',
      params: { got: 4 },
    });
  });

  it('becomes narrower by its width, and offers the narrower ones', () => {
    const widths = tenConv
      .layers({ width: 0.0625 }, [32, 32, 3], 2)
      .map(({ outputShape }) => outputShape.at(-1));
    expect(widths).toEqual([4, 4, 8, 8, 8, 16, 16, 32, 32, 32, 64, 64, 32, 2]);
    expect(tenConv.smaller?.({ width: 0.25 }).map(({ setting }) => setting)).toEqual([
      { path: 'model.width', value: 0.125 },
      { path: 'model.width', value: 0.0625 },
    ]);
    expect(modelTitle(en, spec({ id: 'ten-conv', width: 0.125 }).model)).toBe(
      'Ten convs ×1/8, pools after 4, 8',
    );
  });
});

describe('the other models', () => {
  const image = [32, 32, 3];

  it('have the parameters that follow from their definition', () => {
    expect(total(logistic.layers({}, [28, 28, 1], 10))).toBe(7850);
    expect(total(mlp.layers({ hidden: [128, 64] }, [28, 28, 1], 10))).toBe(785 * 128 + 129 * 64 + 65 * 10);
    expect(total(cnn.layers({ filters: [8, 16] }, [28, 28, 1], 10))).toBe(9098);
    // stem 464, stages 14 016, 51 648 and 205 696 with their shortcuts' 576 and 2176 in them, logits 650
    expect(total(resnet.layers({ depth: 20 }, image, 10))).toBe(272_474);
    expect(total(resnet.layers({ depth: 20, norm: 'group' }, image, 10))).toBe(272_474);
    expect(total(resnet.layers({ depth: 20, residual: false }, image, 10))).toBe(
      272_474 - 512 - 64 - 2048 - 128,
    );
    expect(total(vit.layers({}, [28, 28, 1], 10))).toBe(11_050);
    expect(total(vit.layers({ pool: 'token' }, [28, 28, 1], 10))).toBe(11_050 + 2 * 32);
  });

  it('count products alone as operations', () => {
    const of = (layers: readonly Layer[]) => summarize(layers).flops;
    expect(of(mlp.layers({ hidden: [20] }, [28, 28, 1], 10))).toBe(2 * (784 * 20 + 20 * 10));
    expect(of(cnn.layers({ filters: [4], norm: 'batch' }, [28, 28, 1], 10))).toBe(
      2 * (784 * 9 * 4 + 14 * 14 * 4 * 10),
    );
    // embedding, q k v o, scores and mix, MLP, logits
    const [tokens, width] = [16, 32];
    expect(of(vit.layers({}, [28, 28, 1], 10))).toBe(
      2 *
        (tokens * (49 * width + 4 * width * width + 2 * width * 64) +
          2 * tokens * tokens * width +
          width * 10),
    );
  });

  it('sum up the memory of their outputs for an image', () => {
    const { activationBytes, layers } = summarize(cnn.layers({ filters: [4] }, [28, 28, 1], 10));
    expect(layers.map(({ activationBytes: bytes }) => bytes)).toEqual([4 * 784 * 4, 4 * 196 * 4, 40]);
    expect(activationBytes).toBe(4 * (784 * 4 + 196 * 4 + 10));
  });

  it('name the options that their weights grow with', () => {
    const shape = [16, 16, 1];
    for (const { id, widths, layers } of models as readonly ModelDeclaration[]) {
      for (const key of widths) {
        const by = (value: number | readonly number[]) =>
          total(layers({ patch: 8, [key]: value }, shape, 10));
        const isList = modelById(id as ModelId).options[key]?.kind === 'list';
        const [narrow, wide] = isList ? [[4], [8]] : id === 'ten-conv' ? [0.0625, 0.125] : [4, 8];
        expect(by(narrow), `${id}.${key}`).toBeLessThan(by(wide));
      }
    }
  });

  it('name the layer that does not fit, and what would', () => {
    expect(rejection(() => vit.layers({ patch: 5 }, [28, 28, 1], 10))).toMatchObject({
      path: 'model.patch',
      fact: {
        id: 'patchesDivideImage',
        params: { layer: 'embed', image: '28 × 28 × 1', got: 5, choices: ['1', '2', '4', '7', '14', '28'] },
      },
    });
    expect(rejection(() => vit.layers({ heads: 3 }, [28, 28, 1], 10))).toMatchObject({
      path: 'model.heads',
      fact: {
        id: 'headsDivideWidth',
        params: { layer: 'block1/attention', width: 32, got: 3, choices: ['1', '2', '4', '8', '16', '32'] },
      },
    });
    expect(rejection(() => cnn.layers({ filters: [6], norm: 'group' }, [28, 28, 1], 10))).toMatchObject({
      path: 'model.groups',
      fact: {
        id: 'groupsDivideChannels',
        params: { layer: 'norm1', channels: 6, got: 4, choices: ['1', '2', '3', '6'] },
      },
    });
  });

  it('are not trained where a norm would be of single numbers, which leaves its shift alone', () => {
    const layers = (size: number, values: object = {}) =>
      resnet.layers({ width: 4, stemPool: true, ...values }, [size, size, 3], 10);
    const single = rejection(() => checkBatch(layers(8), 1));
    expect(single).toMatchObject({ code: 'spec', path: 'data.batchSize' });
    expect(single.fact).toEqual({
      id: 'batchNormTooFew',
      params: { layer: 'block3/conv1/norm', images: 1, input: '1 × 1 × 16' },
    });
    for (const [size, images] of [
      [8, 2],
      [16, 1],
    ] as const)
      expect(() => checkBatch(layers(size), images)).not.toThrow();
    expect(() => checkBatch(layers(8, { norm: 'group' }), 1)).not.toThrow();
    const groups = { width: 4, norm: 'group', groups: 4 } as const;
    const oneEach = rejection(() => resnet.layers({ ...groups, depth: 4, stemPool: true }, [2, 2, 3], 10));
    expect(oneEach.path).toBe('model.groups');
    expect(oneEach.fact).toEqual({
      id: 'groupTooFew',
      params: { layer: 'block1/conv1/norm', got: 4, input: '1 × 1 × 4' },
    });
  });

  it('keep running statistics for batch norm alone, from mean 0 and variance 1', () => {
    const state = initialState(cnn.layers({ filters: [3], norm: 'batch' }, [28, 28, 1], 10));
    expect(state.map(({ name, values }) => [name, [...values]])).toEqual([
      ['norm1/mean', [0, 0, 0]],
      ['norm1/variance', [1, 1, 1]],
    ]);
    expect(initialState(cnn.layers({ norm: 'group' }, [28, 28, 1], 10))).toEqual([]);
  });

  it('start scales at 1, shifts at 0 and places near 0, each from a stream of its own', () => {
    const weights = new Map(
      initialWeights(vit.layers({}, [28, 28, 1], 10), 3).map(({ name, values }) => [name, values]),
    );
    expect(new Set(weights.get('norm/gamma'))).toEqual(new Set([1]));
    expect(new Set(weights.get('norm/beta'))).toEqual(new Set([0]));
    const places = [...(weights.get('tokens/positions') ?? [])];
    const deviation = Math.sqrt(places.reduce((sum, value) => sum + value ** 2, 0) / places.length);
    expect(places).toHaveLength(512);
    expect(deviation).toBeGreaterThan(0.017);
    expect(deviation).toBeLessThan(0.023);
  });
});

describe('the schema of a model follows from its declaration', () => {
  it.each(models.map(({ id }) => id))(
    '%s: has its defaults, fits an image, and comes back from a link',
    (id) => {
      const parsed = spec({ id });
      const { options } = modelById(id);
      expect(parsed.model).toEqual({
        id,
        ...Object.fromEntries(Object.entries(options).map(([key, option]) => [key, option.default])),
      });
      expect(specFromHash(specToHash(parsed))).toEqual(parsed);
      const layers = layersOf(parsed.model, [28, 28, 1], 10);
      expect(layers.at(-1)).toMatchObject({ name: 'logits', outputShape: [10] });
      expect(new Set(layers.map(({ name }) => name)).size).toBe(layers.length);
      expect(modelTitle(en, parsed.model)).not.toBe('');
    },
  );

  it('a link of before means what it meant', () => {
    const old = { id: 'cnn', filters: [8, 16], dense: [32], activation: 'relu', init: 'he' };
    const kinds = layersOf(spec(old).model, [28, 28, 1], 10).map(
      ({ name, kind }) => `${name}: ${layerKindText(en, kind)}`,
    );
    expect(kinds).toEqual([
      'conv1: conv 3×3, ReLU',
      'pool1: max pool 2×2',
      'conv2: conv 3×3, ReLU',
      'pool2: max pool 2×2',
      'dense1: dense, ReLU',
      'logits: dense',
    ]);
  });

  it.each([
    [{ id: 'vgg' }, 'model.id: must have the id cnn, ten-conv, resnet, vit, mlp or logistic, got "vgg".'],
    [{ id: 'mlp', filters: [3] }, 'model: does not know "filters". Remove it, or check the spelling.'],
    [{ id: 'mlp', hidden: [] }, 'model.hidden: must be a list of 1 to 16 entries, got [].'],
    [{ id: 'mlp', dropout: 1 }, 'model.dropout: must be a finite number from 0 to below 1, got 1.'],
    [
      { id: 'cnn', activation: 'tanh' },
      'model.activation: must be relu, leaky-relu, gelu or gelu-tanh, got "tanh".',
    ],
    [{ id: 'cnn', kernel: 8 }, 'model.kernel: must be a whole number from 1 to 7, got 8.'],
    [{ id: 'resnet', depth: 10 }, 'model.depth: must be 4, 8, 14 or 20, got 10.'],
    [{ id: 'resnet', residual: 1 }, 'model.residual: must be true or false, got 1.'],
    [{ id: 'ten-conv', width: 0.3 }, 'model.width: must be 1, 0.5, 0.25, 0.125 or 0.0625, got 0.3.'],
    [{ id: 'ten-conv', pools: [11] }, 'model.pools[0]: must be a whole number from 1 to 10, got 11.'],
  ])('%o is rejected', (model, message) => {
    expect(errorText(en, toErrorReport(rejection(() => spec(model))))).toBe(message);
  });
});

describe('the roles of parameters', () => {
  const roles = (layers: readonly Layer[]) =>
    Object.fromEntries(layers.flatMap(({ parameters }) => parameters.map(({ name, role }) => [name, role])));

  it.each(models.map(({ id }) => id))(
    '%s: the logits are the head, what is no matrix is a vector or an embedding',
    (id) => {
      const layers = modelById(id).layers({}, [28, 28, 1], 10);
      for (const { name, shape, role } of layers.flatMap(({ parameters }) => parameters)) {
        const isHead = /^logits\//.test(name);
        const isEmbedding = /\/(positions|token)$/.test(name);
        const byShape = shape.length >= 2 ? 'matrix' : 'vector';
        expect(role, name).toBe(isHead ? 'head' : isEmbedding ? 'embedding' : byShape);
      }
    },
  );

  it('names them for a transformer with a class token', () => {
    expect(roles(vit.layers({ pool: 'token' }, [28, 28, 1], 10))).toMatchObject({
      'embed/kernel': 'matrix',
      'tokens/positions': 'embedding',
      'tokens/token': 'embedding',
      'block1/norm1/gamma': 'vector',
      'block1/attention/q/kernel': 'matrix',
      'logits/kernel': 'head',
      'logits/bias': 'head',
    });
  });
});
