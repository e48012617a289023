import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../../src/data/formats/manifest.ts';
import { batchOrder } from '../../../src/engine/training/batch-order.ts';
import { BatchHash } from '../../../src/engine/training/hashes.ts';
import { parseSpec } from '../../../src/experiment/schema.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));

describe('the measured runs in bench/results', () => {
  it.each(['page-default-software', 'page-first-descent-software', 'ten-conv-eighth-software'])(
    '%s recorded its batches in the order of its steps',
    (name) => {
      const result = read(`bench/results/${name}.json`);
      const spec = parseSpec(result.spec);
      const file = `public/data/${spec.data.id}/manifest.json`;
      const order = batchOrder(spec, { manifest: parseManifest(read(file), file) });
      const hash = new BatchHash();
      for (let step = 0; step < result.run.timing.steps; step++) hash.add(order.indices(step));
      expect(hash.hex).toBe(result.run.hashes.batches);
    },
  );
});
