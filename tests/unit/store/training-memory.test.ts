import { describe, expect, it } from 'vitest';
import { memoryParts } from '../../../src/compiler/buffer-use.ts';
import { errorText } from '../../../src/messages/errors.ts';
import { roomyDevice, trainingMemory } from '../../../src/store/training-memory.ts';
import { experiment } from '../../support/experiment.ts';
import { en, zh } from '../../support/translator.ts';

const specOf = (model: object, more: object = {}) =>
  experiment({
    model,
    lanes: [{ optimizer: { id: 'adam' } }, { optimizer: { id: 'nmgd' } }],
    ...more,
  });
const memoryOf = (spec: ReturnType<typeof specOf>) => trainingMemory(spec, roomyDevice);

/** Of the CNN below, each padded to a multiple of 64. */
const parameters = 192 + 64 + 4608 + 64 + 15_680 + 64;
const ofWeights = (lane: object, mode = 'quick'): readonly number[] => {
  const spec = specOf({ id: 'cnn' }, { lanes: [lane], race: { mode } });
  const { parts } = memoryOf(spec);
  const bytes = [parts.parameters, parts.optimizerState, parts.gradients, parts.layerStatistics];
  return bytes.map((size) => size / (4 * parameters));
};

describe('the memory of an experiment', () => {
  it('is the sum of its parts', () => {
    const { parts, total } = memoryOf(specOf({ id: 'cnn', norm: 'batch' }));
    expect(memoryParts.reduce((sum, part) => sum + parts[part], 0)).toBe(total);
    for (const part of memoryParts) if (part !== 'snapshots') expect(parts[part], part).toBeGreaterThan(0);
    expect(parts.snapshots).toBe(0); // no lane trains in a worker of its own
  });

  it('grows with what an optimizer keeps', () => {
    const measured = 1.01; // the sums of a measurement beside the copies
    const [sgd, adam] = ['sgd', 'adam'].map((id) => ofWeights({ optimizer: { id } }));
    expect(sgd?.slice(0, 3)).toEqual([1, 0, 1]);
    expect(adam?.slice(0, 3)).toEqual([1, 2, 1]);
    expect(adam?.[3]).toBeGreaterThan(1);
    const nmgd = ofWeights({ optimizer: { id: 'nmgd', attention: true, keep: 4 } });
    expect(nmgd[1]).toBeGreaterThanOrEqual(1 + 4); // v, the last gradients
    expect(nmgd[3]).toBeGreaterThan(2); // a copy of the gradients too
    expect(nmgd[3]).toBeLessThan(2 + 2 * measured);
    // seven rates at once, of which nothing is measured
    expect(ofWeights({ optimizer: { id: 'adam' } }, 'fair')).toEqual([7, 14, 1, 0]);
    expect(memoryOf(specOf({ id: 'cnn' }, { race: { mode: 'fair' } })).lanes).toBe(8);
  });

  it('is known of a run until stopped, and of images in another form', () => {
    const training = { steps: null, epochs: null };
    const lanes = [{ optimizer: { id: 'adam' } }];
    expect(memoryOf(specOf({ id: 'cnn' }, { training, lanes })).parts.images).toBe(70_000 * 785);
    const data = { id: 'fashion-mnist', size: 64, rgb: true, classes: [0, 1] };
    expect(memoryOf(specOf({ id: 'cnn' }, { data })).parts.images).toBe(14_000 * (64 * 64 * 3 + 1));
  });

  it('is refused in WebAssembly beyond the 4 GiB that it can address, before anything is allocated', () => {
    const wasm = { ...roomyDevice, workers: { cores: 1, memoryBytes: 2 ** 30 } };
    expect(trainingMemory(specOf({ id: 'cnn' }), wasm).rejection).toBeNull();
    const data = { id: 'fashion-mnist', size: 256, rgb: true };
    const { total, rejection } = trainingMemory(specOf({ id: 'cnn' }, { data }), wasm);
    expect(total).toBeGreaterThan(2 ** 32);
    expect(rejection).toMatchObject({ path: 'data', fact: { id: 'memoryExhausted' } });
    expect(rejection && errorText(en, rejection)).toMatch(
      /^There is not enough memory: .* Choose smaller images/,
    );
  });

  it('is a smaller evaluation where the adapter grants no more', () => {
    const spec = specOf({ id: 'cnn' });
    expect(memoryOf(spec).evaluationBatch).toBe(200);
    const granted = 55 * 2 ** 20; // the images take 52.4 MiB
    const limits = { maxBufferSize: granted, maxStorageBufferBindingSize: granted };
    expect(trainingMemory(spec, { ...roomyDevice, limits }).evaluationBatch).toBe(200);
    const wide = specOf({ id: 'cnn', filters: [128], pool: 'average' });
    const { evaluationBatch, buffers } = trainingMemory(wide, { ...roomyDevice, limits });
    expect(evaluationBatch).toBe(100);
    expect(Math.max(...buffers.values())).toBeLessThanOrEqual(granted);
  });

  it('is refused as the executor would where the adapter does not grant it', () => {
    const limits = { maxBufferSize: 2 ** 27, maxStorageBufferBindingSize: 2 ** 27 };
    const rejectionOf = (model: object) =>
      trainingMemory(specOf(model), { ...roomyDevice, limits }).rejection;
    expect(rejectionOf({ id: 'cnn' })).toBeNull();
    const rejection = rejectionOf({ id: 'cnn', filters: [256], dense: [1024] });
    expect(rejection).toMatchObject({ code: 'device', path: 'model' });
    for (const t of [en, zh])
      expect(errorText(t, rejection ?? { code: 'device', message: '' })).toContain('128');
  });
});
