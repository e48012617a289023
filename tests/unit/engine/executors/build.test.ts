import { expect, it } from 'vitest';
import { compiledOptions } from '../../../../src/engine/executors/build.ts';
import { describe } from '../../../../src/engine/tools/describe.ts';
import type { AdapterReport } from '../../../../src/protocol/training-facts.ts';
import { experiment } from '../../../support/experiment.ts';
import { smallSamples } from '../../../support/small-data.ts';

const adapter: AdapterReport = {
  backend: 'webgpu',
  vendor: '',
  architecture: '',
  description: '',
  software: true,
  fallback: null,
};

it('the engine refuses a batch that the network cannot be trained on, whoever asks', () => {
  const spec = (batchSize: number) =>
    experiment({
      data: { id: 'emoji', size: 8, batchSize, validation: 10 },
      model: { id: 'resnet', width: 4, stemPool: true },
    });
  const dataset = smallSamples([8, 8, 3], 2);
  const build = (batchSize: number) => () =>
    compiledOptions(spec(batchSize), dataset, { limits: {} } as GPUDevice, adapter);
  const tooFew = expect.objectContaining({ fact: expect.objectContaining({ id: 'batchNormTooFew' }) });
  expect(build(1)).toThrow(tooFew);
  expect(() => describe(spec(1), adapter)).toThrow(tooFew);
  expect(build(2)().batchSize).toBe(2);
});
