import { DownhillError } from '../../core/errors.ts';
import type { DatasetManifest } from '../../data/manifest.ts';
import type { NetworkValues } from '../../nn/model.ts';
import type { TrainedWeights } from '../../protocol/messages.ts';
import type { ExperimentSpec } from '../../spec/schema.ts';
import type { OpenHeat } from './open-heat.ts';

/** The weights of the seed raced last, lane by lane, however they can be had. */
export interface Trained {
  readonly seed: number;
  /** Steps taken at that seed. */
  readonly step: number;
  weights(lane: number): Promise<NetworkValues>;
}

/** Those of a heat whose executor is there. */
export const trainedNow = (heat: OpenHeat): Trained => ({
  seed: heat.heat.seed,
  step: heat.run.step,
  weights: (lane) => heat.weights(lane),
});

/** Those of a heat whose executor is about to go, read back. */
export async function trainedOnHost(open: OpenHeat): Promise<Trained> {
  const read = new Map<number, NetworkValues>();
  for (const { lane } of open.heat.lanes) read.set(lane, await open.weights(lane));
  return {
    ...trainedNow(open),
    weights: async (lane) => {
      const found = read.get(lane);
      if (found) return found;
      throw new DownhillError({
        code: 'state',
        message: 'Weights: the lane was stopped before this seed; export another',
      });
    },
  };
}

/** A lane's weights with what a file of them says of itself. `manifest`: of the pictures as they were trained on. */
export async function describedWeights(
  spec: ExperimentSpec,
  { seed, step, weights }: Trained,
  lane: number,
  { classes, mean, std }: DatasetManifest,
): Promise<TrainedWeights> {
  const metadata = {
    format: 'downhill',
    spec: JSON.stringify(spec),
    lane: spec.lanes[lane]?.name ?? '',
    seed: String(seed),
    step: String(step),
    classes: JSON.stringify(classes),
    normalize: spec.data.normalize,
    mean: JSON.stringify(mean),
    std: JSON.stringify(std),
  };
  return { ...(await weights(lane)), metadata };
}
