import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toErrorReport } from '../../../src/core/errors.ts';
import { parseSpec } from '../../../src/experiment/schema.ts';
import { errorText } from '../../../src/messages/errors.ts';
import { graphModel } from '../../../src/nn/files/graph-model.ts';
import { readSafetensors, writeSafetensors } from '../../../src/nn/files/safetensors.ts';
import { checkPretrained } from '../../../src/nn/files/start-values.ts';
import { layersOf } from '../../../src/nn/index.ts';
import { initialState, initialWeights } from '../../../src/nn/model.ts';
import { readWeightsFiles } from '../../../src/store/initial-weights.ts';
import {
  findWeights,
  forgetWeights,
  keepWeights,
  listWeights,
  requestOf,
} from '../../../src/store/kept-weights.ts';
import { experiment } from '../../support/experiment.ts';
import { rejectedWith } from '../../support/rejection.ts';
import { en } from '../../support/translator.ts';

const shape = [8, 8, 1];
const spec = experiment({
  data: { id: 'mnist-10k' },
  model: { id: 'cnn', filters: [2], norm: 'batch' },
  lanes: [{ optimizer: { id: 'sgd' } }],
});
const layers = layersOf(spec.model, shape, 10);
const weights = initialWeights(layers, 3);
const state = initialState(layers);
const tensors = [...weights, ...state];
const bytes = writeSafetensors({ tensors, metadata: { note: 'a test' } });
const safetensors = new File([bytes], 'Trained.safetensors');

describe('files of weights', () => {
  it('are taken as they are where they are safetensors', async () => {
    const chosen = await readWeightsFiles([safetensors]);
    expect(chosen.name).toBe('Trained.safetensors');
    expect(chosen.file).toBe(safetensors);
    expect(chosen.tensors).toEqual(tensors);
  });

  it('are put into one where they are a model.json with its .bin, in whichever order they come', async () => {
    const { json, bin } = graphModel({ layers, input: shape, weights, state, metadata: {} });
    const files = [new File([bin], 'weights (1).bin'), new File([json], 'model.json')];
    const chosen = await readWeightsFiles(files);
    checkPretrained(layers, { tensors: chosen.tensors, head: true });
    const again = readSafetensors(new Uint8Array(await chosen.file.arrayBuffer()));
    const byName = new Map(again.tensors.map(({ name, values }) => [name, values]));
    for (const { name, values } of tensors) expect(byName.get(name), name).toEqual(values);
    const twice = await readWeightsFiles(files.toReversed());
    expect(await twice.file.arrayBuffer()).toEqual(await chosen.file.arrayBuffer());
  });

  it('go by the name of the .bin that a saved model was given', async () => {
    const binName = 'tiny_sgd_step-3_2026-11-29_1402.bin';
    const { json, bin } = graphModel({ layers, input: shape, weights, state, metadata: {}, binName });
    const named = new File([json], 'tiny_sgd_step-3_2026-11-29_1402.json');
    const chosen = await readWeightsFiles([named, new File([bin], binName)]);
    checkPretrained(layers, { tensors: chosen.tensors, head: true });
    expect(await rejectedWith(readWeightsFiles([named]))).toContain(`names ${binName}, which is missing.`);
  });

  it('are refused with what is missing', async () => {
    const { json } = graphModel({ layers, input: shape, weights, state, metadata: {} });
    expect(await rejectedWith(readWeightsFiles([new File([json], 'model.json')]))).toBe(
      'model.json names weights.bin, which is missing. Choose both at once.',
    );
    expect(await rejectedWith(readWeightsFiles([new File(['x'], 'cat.png')]))).toContain('got cat.png.');
    expect(await rejectedWith(readWeightsFiles([new File(['x'], 'cut.safetensors')]))).toContain('cut short');
  });
});

describe('weights that are kept', () => {
  it('are found by the sha256 of their bytes, and go with the experiment that names them', async () => {
    const { sha256 } = await keepWeights(safetensors, { name: 'Trained.safetensors' });
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(await findWeights(sha256)).toEqual({ sha256, name: 'Trained.safetensors', file: safetensors });
    expect((await listWeights()).map(({ name }) => name)).toEqual(['Trained.safetensors']);
    const started = parseSpec({ ...spec, start: { sha256 } });
    expect(started.start).toEqual({ sha256, head: true });
    expect(await requestOf(started)).toEqual({ spec: started, weights: safetensors });
    await forgetWeights(sha256);
    expect(await findWeights(sha256)).toBeNull();
    expect(await requestOf(started)).toEqual({ spec: started });
  });

  it('are not looked for where weights are random', () => {
    expect(requestOf(spec)).toEqual({ spec });
  });
});

describe('start in a spec', () => {
  const rejection = (start: unknown): string => {
    try {
      parseSpec({ ...spec, start });
      return '';
    } catch (error) {
      return errorText(en, toErrorReport(error));
    }
  };

  it('is a sha256, with or without the head', () => {
    const sha256 = 'a1'.repeat(32);
    expect(parseSpec({ ...spec, start: { sha256, head: false } }).start).toEqual({ sha256, head: false });
    expect(spec.start).toBeNull();
  });

  it('is refused with the way on', () => {
    expect(rejection({ sha256: 'A1'.repeat(32) })).toMatch(
      /^start\.sha256: must be the sha256 of a file, 64 digits and letters from a to f, got .+\. Choose a file of weights, or set start to null\.$/,
    );
    expect(rejection({})).toMatch(/^start\.sha256: is missing/);
    expect(rejection({ sha256: 'a1'.repeat(32), head: 'no' })).toBe(
      'start.head: must be true or false, got "no".',
    );
  });
});
