import { readFileSync } from 'node:fs';
import { parseSpec } from '../../src/experiment/schema.ts';

/** A short run in parts, with random images, dropout, a cosine and powers: all that engines could round as they like. */
export const portableRun = parseSpec({
  version: 2,
  name: 'The same bits',
  seed: 3,
  data: { id: 'mnist-10k', batchSize: 24, validation: 100, augment: { flip: true, shift: 1 } },
  model: { id: 'cnn', filters: [4, 8], dropout: 0.2, activation: 'gelu' },
  training: { steps: 12, evalEvery: 6, labelSmoothing: 0.1 },
  lanes: [
    { optimizer: { id: 'nesterov', lr: 0.05 }, lrSchedule: { id: 'cosine' } },
    { optimizer: { id: 'nadam', lr: 0.01 }, clip: { globalNorm: 1 } },
  ],
});

/** What every engine gives of it. */
export const portableResult = (): unknown =>
  JSON.parse(readFileSync(new URL('./data/wasm-page.json', import.meta.url), 'utf8'));
