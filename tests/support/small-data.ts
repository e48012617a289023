import { Rng } from '../../src/core/rng.ts';
import type { Shape } from '../../src/core/shape.ts';
import { sizeOf } from '../../src/core/shape.ts';
import type { Samples } from '../../src/engine/executors/executor.ts';
import { cnnSamples } from '../golden/references.ts';

const counts = { train: 60, test: 20 };

/** Random images of a shape with random labels, always the same. */
export function smallSamples(shape: Shape, classes: number): Samples {
  const rng = Rng.of(7, 'small', ...shape);
  const bytes = (length: number, below: number) => Uint8Array.from({ length }, () => rng.below(below));
  const golden = cnnSamples();
  const [height = 0, width = 0, channels = 0] = shape;
  return {
    ...golden,
    manifest: {
      ...golden.manifest,
      shape: [height, width, channels],
      classes: Array.from({ length: classes }, (_, i) => String(i)),
      counts,
      mean: Array.from({ length: channels }, () => 0.5),
      std: Array.from({ length: channels }, () => 0.3),
      shards: { train: [{ file: 'all', count: counts.train, perClass: [], bytes: 1, sha256: '' }], test: [] },
    },
    validation: 20,
    trainImages: bytes(counts.train * sizeOf(shape), 256),
    trainLabels: bytes(counts.train, classes),
    testImages: bytes(counts.test * sizeOf(shape), 256),
    testLabels: bytes(counts.test, classes),
  };
}
