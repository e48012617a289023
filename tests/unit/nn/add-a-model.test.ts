import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lowerToFit } from '../../../src/compiler/lowering/lower-model.ts';
import type { Language } from '../../../src/core/language.ts';
import { EagerExecutor } from '../../../src/engine/executors/tfjs/eager.ts';
import type { ExperimentSpec } from '../../../src/experiment/schema.ts';
import type * as Titles from '../../../src/messages/models.ts';
import type { Translator } from '../../../src/messages/translator.ts';
import { makeTranslator } from '../../../src/messages/translator.ts';
import type { Layer } from '../../../src/nn/layer.ts';
import { summarize } from '../../../src/nn/model.ts';
import { train, trainingOptions } from '../../support/continuation.ts';
import { laneOf } from '../../support/lane.ts';
import type { FollowedWalk } from '../../support/walk.ts';
import { followWalk } from '../../support/walk.ts';
import { pinnedKernels } from '../compiler/pinned-kernels.ts';
import { pinnedUpdates } from '../compiler/pinned-updates.ts';

interface Models {
  readonly models: readonly { readonly id: string }[];
  layersOf(model: object, input: readonly number[], classes: number): readonly Layer[];
}
interface Schema {
  parseSpec(spec: object): ExperimentSpec;
}
interface Links {
  specToHash(spec: object): string;
  specFromHash(hash: string): object;
}

let walk: FollowedWalk;
let nn: Models;
let spec: ExperimentSpec;
beforeAll(async () => {
  walk = followWalk('add-a-model.md');
  nn = await walk.load<Models>('src/nn/index.ts');
  const { parseSpec } = await walk.load<Schema>('src/experiment/schema.ts');
  spec = parseSpec({
    version: 1,
    data: { id: 'fashion-mnist' },
    model: { id: 'all-conv', filters: [4, 8] },
    lanes: [{ optimizer: { id: 'nesterov' } }],
  });
}, 120_000);
afterAll(() => walk.remove());

describe('the model of docs/add-a-model.md', () => {
  it('is a file, a line that lists it, a title and texts, which the compiler takes', async () => {
    expect(nn.models.map(({ id }) => id)).toContain('all-conv');
    expect(walk.files.filter((file) => file.startsWith('src/'))).toEqual([
      'src/nn/all-conv.ts',
      'src/nn/index.ts',
      'src/messages/models.ts',
      'src/messages/en/models.ts',
      'src/messages/zh/models.ts',
    ]);
    expect(await walk.typeErrors()).toEqual([]);
  });

  it('has a place in the schema and in links, with every default', async () => {
    const { specFromHash, specToHash } = await walk.load<Links>('src/experiment/url.ts');
    const model = {
      id: 'all-conv',
      filters: [4, 8],
      activation: 'relu',
      slope: 0.01,
      dropout: 0,
      init: 'glorot',
    };
    expect(spec.model).toEqual(model);
    expect(specFromHash(specToHash(spec))).toEqual(spec);
  });

  it('halves the image once for each entry of its widths', () => {
    const rows = summarize(nn.layersOf(spec.model, [28, 28, 1], 10)).layers;
    expect(rows.map(({ name, outputShape, parameters }) => [name, outputShape, parameters])).toEqual([
      ['conv1', [28, 28, 4], 9 * 4 + 4],
      ['down1', [14, 14, 4], 9 * 4 * 4 + 4],
      ['conv2', [14, 14, 8], 9 * 4 * 8 + 8],
      ['down2', [7, 7, 8], 9 * 8 * 8 + 8],
      ['pool', [8], 0],
      ['logits', [10], 8 * 10 + 10],
    ]);
  });

  it.each([
    ['en', 'All-conv 4–8, dropout 0.5'],
    ['zh', '全卷积 4–8，随机失活 0.5'],
  ] as const)('has a title in %s', async (language, title) => {
    expect(await titleOf(language, { ...spec.model, dropout: 0.5 })).toBe(title);
  });

  it('is lowered to kernels that are all pinned', () => {
    const kindOf = ({ name }: { readonly name: string }) => name.split(' ')[0] ?? '';
    const options = trainingOptions(nn.layersOf(spec.model, [8, 8, 1], 3), [
      laneOf({ optimizer: { id: 'sgd' } }),
    ]);
    const roomy = { maxBufferSize: 2 ** 40, maxStorageBufferBindingSize: 2 ** 40 };
    const used = lowerToFit({ ...options, adapterClass: 'gpu' }, roomy).all.flatMap(({ computations }) =>
      computations.flatMap(({ candidates }) => candidates.flat().map(({ kernel }) => kindOf(kernel))),
    );
    const pinned = new Set(
      [...pinnedKernels(), ...pinnedUpdates()].flatMap(({ kernels }) => kernels.map(kindOf)),
    );
    expect(used).toContain('conv2d-forward');
    expect(used.filter((kind) => !pinned.has(kind))).toEqual([]);
  });

  it('trains', async () => {
    await tf.setBackend('cpu');
    const lanes = [laneOf({ optimizer: { id: 'adam', lr: 0.02 } })];
    const executor = new EagerExecutor(trainingOptions(nn.layersOf(spec.model, [8, 8, 1], 3), lanes));
    const [losses = []] = await train(executor, lanes, 0, 60);
    executor.dispose();
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(losses.slice(-10))).toBeLessThan(mean(losses.slice(0, 10)));
  });
});

/** The title of a model, by the texts of the walk. */
async function titleOf(language: Language, model: object): Promise<string> {
  const { modelTitle } = await walk.load<typeof Titles>('src/messages/models.ts');
  const { loadMessages } = await walk.load<{ loadMessages: (of: Language) => Promise<{ messages: object }> }>(
    'src/messages/load.ts',
  );
  const { messages } = await loadMessages(language);
  const t = makeTranslator(language, messages as Parameters<typeof makeTranslator>[1], {
    onError: (error) => {
      throw error;
    },
  });
  return modelTitle(t as Translator, model as Parameters<typeof modelTitle>[1]);
}
